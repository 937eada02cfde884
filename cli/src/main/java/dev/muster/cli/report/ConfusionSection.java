package dev.muster.cli.report;

import dev.muster.trainer.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which classes the best model takes for which: a heat map, and for very many classes the worst confusions alone. */
final class ConfusionSection {
    private static final int MOST_CLASSES = 24;
    private static final int WORST = 20;

    private final List<String> classes;
    private final List<List<Long>> counts;

    private ConfusionSection(Manifest manifest) {
        this.classes = manifest.classes();
        this.counts = manifest.confusion();
    }

    static Markup draw(ReportData data) {
        Manifest manifest = data.best();
        if (manifest == null || manifest.confusion().isEmpty()) {
            return Markup.NONE;
        }
        ConfusionSection section = new ConfusionSection(manifest);
        return Section.of(
                "confusion",
                "Confusion matrix",
                "Test rows of the best model, by their class and by the class that it said. Colour: share of the row.",
                List.of(section.classes.size() <= MOST_CLASSES ? section.map() : section.worst()));
    }

    private Markup map() {
        List<Markup> rows = new ArrayList<>();
        for (int row = 0; row < counts.size(); row++) {
            rows.add(Markup.of("<tr><th scope=\"row\">{}</th>{}</tr>", classes.get(row), cells(row)));
        }
        return Markup.of(
                "<div class=\"wide\"><table class=\"heat\"><caption>said to be</caption><thead><tr><td></td>{}</tr></thead>"
                        + "<tbody>{}</tbody></table></div>",
                Markup.each(classes, name -> Markup.of("<th scope=\"col\">{}</th>", name)),
                rows);
    }

    private List<Markup> cells(int row) {
        long total =
                Math.max(1, counts.get(row).stream().mapToLong(Long::longValue).sum());
        List<Markup> cells = new ArrayList<>();
        for (int column = 0; column < counts.get(row).size(); column++) {
            long count = counts.get(row).get(column);
            double share = (double) count / total;
            String style = column == row ? "right" : "wrong";
            cells.add(Markup.of(
                    "<td class=\"{}{}\" style=\"--share:{}%\" title=\"{} said to be {}: {}\">{}</td>",
                    style,
                    share > 0.5 ? " strong" : "",
                    share * 100,
                    classes.get(row),
                    classes.get(column),
                    count,
                    count == 0 ? "·" : String.valueOf(count)));
        }
        return cells;
    }

    private Markup worst() {
        List<Mistake> mistakes = new ArrayList<>();
        for (int row = 0; row < counts.size(); row++) {
            for (int column = 0; column < counts.get(row).size(); column++) {
                if (row != column && counts.get(row).get(column) > 0) {
                    mistakes.add(new Mistake(
                            classes.get(row),
                            classes.get(column),
                            counts.get(row).get(column)));
                }
            }
        }
        mistakes.sort(Comparator.comparingLong(Mistake::count).reversed());
        return Markup.of(
                "<table><thead><tr><th>Class</th><th>Said to be</th><th class=\"figure\">Rows</th></tr></thead><tbody>{}</tbody></table>",
                Markup.each(
                        mistakes.stream().limit(WORST).toList(),
                        mistake -> Markup.of(
                                "<tr><td>{}</td><td>{}</td><td class=\"figure\">{}</td></tr>",
                                mistake.actual,
                                mistake.said,
                                mistake.count)));
    }

    private record Mistake(String actual, String said, long count) {}
}
