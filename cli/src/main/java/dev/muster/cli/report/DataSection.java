package dev.muster.cli.report;

import dev.muster.cli.text.Figures;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the data looks like: the balance of the classes and the distribution of each column. */
final class DataSection {
    private static final int MOST_COLUMNS = 72;
    private static final int MOST_CLASSES = 24;
    private static final int BINS = 10;
    private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT = Map.Entry.<String, Long>comparingByValue(
                    Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey());

    private DataSection() {}

    static Markup draw(ReportData data) {
        List<Dataset> datasets = data.spec().jobs().stream()
                .map(JobSpec::dataset)
                .distinct()
                .filter(dataset -> data.profiles().containsKey(dataset.digest()))
                .toList();
        return Section.of(
                        "data",
                        "Data",
                        "As it was when the batch was accepted; before it was split and standardised.",
                        datasets.stream()
                                .map(dataset -> dataset(
                                        dataset,
                                        Objects.requireNonNull(data.profiles().get(dataset.digest()))))
                                .toList())
                .when(!datasets.isEmpty());
    }

    private static Markup dataset(Dataset dataset, Profile profile) {
        return Markup.of(
                "<h3>{} <small>{} rows · {} columns · {} · {}</small></h3>{}{}",
                dataset.spec().name(),
                Words.number(profile.rows()),
                Words.number(profile.columns().size()),
                Words.bytes(profile.bytes()),
                Words.digest(profile.digest()),
                classes(profile),
                columns(profile));
    }

    private static Markup classes(Profile profile) {
        List<Map.Entry<String, Long>> classes =
                profile.classes().entrySet().stream().sorted(MOST_FREQUENT).toList();
        long most = classes.isEmpty() ? 1 : Math.max(1, classes.get(0).getValue());
        Markup bars = Markup.each(
                classes.stream().limit(MOST_CLASSES).toList(),
                entry -> Markup.of(
                        "<li><span>{}</span><b style=\"--share:{}%\"></b><i>{} <small>{}</small></i></li>",
                        entry.getKey(),
                        100.0 * entry.getValue() / most,
                        Words.number(entry.getValue()),
                        Figures.percent((double) entry.getValue() / Math.max(1, profile.rows()))));
        return Markup.of("<h4>Classes{}</h4><ul class=\"balance\">{}</ul>", more(classes.size(), MOST_CLASSES), bars)
                .when(!classes.isEmpty());
    }

    private static Markup columns(Profile profile) {
        return Markup.of(
                "<h4>Columns{}</h4><div class=\"columns\">{}</div>",
                more(profile.columns().size(), MOST_COLUMNS),
                Markup.each(profile.columns().stream().limit(MOST_COLUMNS).toList(), DataSection::column));
    }

    private static Markup more(int all, int shown) {
        return Markup.of(" <small>{} of {}</small>", shown, Words.number(all)).when(all > shown);
    }

    private static Markup column(Profile.Column column) {
        return Markup.of(
                "<figure><figcaption><b title=\"{}\">{}</b> <span>{}</span></figcaption>{}<p>{}</p></figure>",
                column.name(),
                column.name(),
                column.missing() == 0 ? "" : Words.number(column.missing()) + " missing",
                BarChart.draw(bars(column), "distribution of " + column.name()),
                summary(column));
    }

    /** Ten bins from the least to the greatest value, or the categories with the most frequent first. */
    private static List<Map.Entry<String, Long>> bars(Profile.Column column) {
        Double min = column.min();
        Double max = column.max();
        if (column.kind() == Profile.Kind.NUMERIC && min != null && max != null) {
            double width = (max - min) / BINS;
            return IntStream.range(0, BINS)
                    .mapToObj(bin -> Map.entry(
                            plain(min + bin * width) + " to " + plain(min + (bin + 1) * width),
                            column.histogram().getOrDefault(String.valueOf(bin), 0L)))
                    .toList();
        }
        return column.histogram().entrySet().stream().sorted(MOST_FREQUENT).toList();
    }

    private static Markup summary(Profile.Column column) {
        Double min = column.min();
        Double max = column.max();
        if (column.kind() == Profile.Kind.CATEGORICAL || min == null || max == null) {
            return Markup.of("{}", Figures.count(column.distinct(), "value"));
        }
        Double mean = column.mean();
        Double deviation = column.deviation();
        String middle = mean == null || deviation == null ? "" : plain(mean) + " ± " + plain(deviation);
        return Markup.of("<span>{}</span><span>{}</span><span>{}</span>", plain(min), middle, plain(max));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
