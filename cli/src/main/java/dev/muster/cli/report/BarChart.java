package dev.muster.cli.report;

import java.util.List;
import java.util.Map;

/** Counts as bars side by side, as SVG: the shape of a distribution. */
final class BarChart {
    private static final double WIDTH = 200;
    private static final double HEIGHT = 56;
    private static final double GAP = 1.5;

    private BarChart() {}

    static Markup draw(List<Map.Entry<String, Long>> counts, String title) {
        long most =
                Math.max(1, counts.stream().mapToLong(Map.Entry::getValue).max().orElse(1));
        double each = WIDTH / Math.max(1, counts.size());
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            long count = counts.get(i).getValue();
            double height = count == 0 ? 0 : Math.max(1, HEIGHT * count / most);
            bars.append(Markup.of(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}: {}</title></rect>",
                    i * each,
                    HEIGHT - height,
                    Math.max(0.5, each - GAP),
                    height,
                    counts.get(i).getKey(),
                    count));
        }
        return Markup.of(
                "<svg class=\"bars\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" role=\"img\""
                        + " aria-label=\"{}\">{}</svg>",
                WIDTH,
                HEIGHT,
                title,
                Markup.trusted(bars.toString()));
    }
}
