package dev.muster.cli.report;

import dev.muster.cli.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Curves over epochs, as SVG.
 *
 * @param width in user units, as the height
 * @param series drawn in their order, so the last lies on top
 * @param title for those who cannot see it
 */
record LineChart(int width, int height, List<Series> series, String title) {
    private static final int LEFT = 44;
    private static final int RIGHT = 8;
    private static final int TOP = 8;
    private static final int BOTTOM = 20;

    LineChart {
        series = List.copyOf(series);
    }

    /** Nothing when there is no point to draw. */
    Markup draw() {
        List<Point> points = series.stream()
                .flatMap(s -> s.points.stream())
                .filter(Point::finite)
                .toList();
        if (points.isEmpty()) {
            return Markup.NONE;
        }
        Scale x = scale(points.stream().mapToDouble(Point::epoch), LEFT, width - RIGHT);
        Scale y = scale(points.stream().mapToDouble(Point::value), height - BOTTOM, TOP);
        return Markup.of(
                "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"><g class=\"grid\">{}</g>{}</svg>",
                width,
                height,
                title,
                List.of(rows(y), columns(x)),
                series.stream().map(s -> s.draw(x, y)).toList());
    }

    private static Scale scale(DoubleStream values, double start, double end) {
        var range = values.summaryStatistics();
        return new Scale(range.getMin(), range.getMax(), start, end);
    }

    private Markup rows(Scale y) {
        return Markup.each(
                y.ticks(4),
                tick -> Markup.of(
                        "<line x1=\"{}\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/><text x=\"{}\" y=\"{}\" class=\"end\">{}</text>",
                        LEFT,
                        width - RIGHT,
                        y.at(tick),
                        y.at(tick),
                        LEFT - 6,
                        y.at(tick) + 3.5,
                        label(tick)));
    }

    private Markup columns(Scale x) {
        return Markup.each(
                x.ticks(5).stream().filter(tick -> tick == Math.rint(tick)).toList(),
                tick -> Markup.of(
                        "<text x=\"{}\" y=\"{}\" class=\"middle\">{}</text>",
                        x.at(tick),
                        height - 4,
                        String.valueOf(Math.round(tick))));
    }

    private static String label(double tick) {
        double size = Math.abs(tick);
        if (size != 0 && (size < 0.001 || size >= 100_000)) {
            return String.format(Locale.ROOT, "%.0e", tick);
        }
        String text = Figures.metric(tick);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /**
     * One curve.
     *
     * @param style class in the style sheet
     */
    record Series(String name, String style, List<Point> points) {
        Series {
            points = List.copyOf(points);
        }

        private Markup draw(Scale x, Scale y) {
            StringBuilder path = new StringBuilder();
            List<Point> lonely = new ArrayList<>();
            Point last = null;
            for (Point point : points) {
                if (point.finite()) {
                    boolean on = last != null && last.finite();
                    path.append(String.format(
                            Locale.ROOT, "%s%.1f %.1f", on ? "L" : "M", x.at(point.epoch), y.at(point.value)));
                    lonely.add(point);
                }
                last = point;
            }
            Markup dot = lonely.size() == 1
                    ? Markup.of(
                            "<circle cx=\"{}\" cy=\"{}\" r=\"2.5\"/>",
                            x.at(lonely.get(0).epoch),
                            y.at(lonely.get(0).value))
                    : Markup.NONE;
            return Markup.of("<g class=\"curve {}\"><title>{}</title><path d=\"{}\"/>{}</g>", style, name, path, dot);
        }
    }

    /** A value at an epoch; one that is not finite breaks the curve. */
    record Point(double epoch, double value) {
        boolean finite() {
            return Double.isFinite(value);
        }
    }
}
