package dev.muster.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to places on an axis.
 *
 * @param from least value
 * @param to greatest value, above {@code from}
 * @param start place of the least
 * @param end place of the greatest
 */
record Scale(double from, double to, double start, double end) {
    Scale {
        if (!(to > from)) {
            double margin = from == 0 ? 1 : Math.abs(from) * 0.05;
            from -= margin;
            to += margin;
        }
    }

    double at(double value) {
        return start + (value - from) / (to - from) * (end - start);
    }

    /** Round values in the range: steps of 1, 2 or 5 times a power of ten, about that many. */
    List<Double> ticks(int about) {
        double rough = (to - from) / about;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
        List<Double> ticks = new ArrayList<>();
        for (double tick = Math.ceil(from / step) * step; tick <= to + step * 1e-9; tick += step) {
            ticks.add(Math.abs(tick) < step * 1e-9 ? 0.0 : tick);
        }
        return ticks;
    }
}
