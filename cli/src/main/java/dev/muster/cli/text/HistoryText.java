package dev.muster.cli.text;

import dev.muster.cli.text.Table.Cell;
import dev.muster.cli.text.Table.Column;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobState;
import dev.muster.ledger.History;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What there is and what happened, in tables. */
public final class HistoryText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Ink ink;
    private final int width;
    private final DateTimeFormatter time;

    /** For a terminal of that width, in that time zone. */
    public HistoryText(Ink ink, int width, ZoneId zone) {
        this.ink = ink;
        this.width = width;
        this.time = TIME.withZone(zone);
    }

    /** One line for each batch. */
    public List<String> batches(List<History.Batch> batches) {
        Table table = new Table(
                Column.words("batch"),
                Column.words("name"),
                Column.words("state"),
                Column.figures("jobs"),
                Column.words("accepted"),
                Column.figures("took"),
                Column.words("origin"));
        for (History.Batch batch : batches) {
            int all = batch.jobs().values().stream().mapToInt(Integer::intValue).sum();
            int succeeded = batch.jobs().getOrDefault(JobState.SUCCEEDED, 0);
            Instant completed = batch.completed();
            table.row(
                    Cell.of(batch.id().value()),
                    new Cell(batch.name(), ink::bold),
                    new Cell(standing(batch), paint(batch.state())),
                    Cell.of(succeeded + "/" + all),
                    Cell.of(time.format(batch.accepted())),
                    Cell.of(completed == null ? "" : took(batch.accepted(), completed)),
                    new Cell(batch.origin(), ink::dim));
        }
        return table.lines(ink, width);
    }

    /** One line for each job. */
    public List<String> jobs(List<History.Job> jobs) {
        Table table = new Table(
                Column.words("job"),
                Column.words("name"),
                Column.words("model"),
                Column.words("state"),
                Column.figures("epoch"),
                Column.figures("attempt"),
                Column.figures("seconds"),
                Column.words("figures"));
        for (History.Job job : jobs) {
            String said = ProgressText.problem(job).orElseGet(() -> ProgressText.figuresOf(job));
            table.row(
                    Cell.of(job.id().value()),
                    new Cell(job.name(), ink::bold),
                    Cell.of(job.model()),
                    new Cell(word(job.state()), paint(job.state())),
                    Cell.of(job.epochs() == 0 ? "" : job.epoch() + "/" + job.epochs()),
                    Cell.of(String.valueOf(job.attempts())),
                    Cell.of(String.format(Locale.ROOT, "%.1f", job.seconds())),
                    new Cell(said, ink::dim));
        }
        return table.lines(ink, width);
    }

    /** The audit of a batch, oldest first. */
    public List<String> audit(List<History.Entry> entries) {
        Table table = new Table(
                Column.words("at"),
                Column.words("who"),
                Column.words("what"),
                Column.words("subject"),
                Column.words("why"));
        entries.forEach(entry -> table.row(
                Cell.of(time.format(entry.at())),
                Cell.of(entry.who()),
                Cell.of(entry.what()),
                Cell.of(entry.subject()),
                new Cell(entry.why(), ink::dim)));
        return table.lines(ink, width);
    }

    /** The state as a word; a batch that nobody works on now waits, for resources or for somebody to continue it. */
    private static String standing(History.Batch batch) {
        boolean waits = batch.state() == BatchState.RUNNING && !batch.jobs().containsKey(JobState.RUNNING);
        return waits ? "waiting" : word(batch.state());
    }

    /** A state as a word. */
    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String took(Instant from, Instant to) {
        return Figures.duration(Duration.between(from, to).toMillis() / 1000.0);
    }

    private UnaryOperator<String> paint(BatchState state) {
        return switch (state) {
            case PASSED -> ink::good;
            case FAILED -> ink::bad;
            case RUNNING -> ink::accent;
            case CANCELLED -> ink::dim;
        };
    }

    private UnaryOperator<String> paint(JobState state) {
        return switch (state) {
            case SUCCEEDED -> ink::good;
            case FAILED -> ink::bad;
            case RUNNING -> ink::accent;
            case QUEUED, CANCELLED -> ink::dim;
        };
    }
}
