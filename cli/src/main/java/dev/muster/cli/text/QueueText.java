package dev.muster.cli.text;

import dev.muster.cli.text.Table.Cell;
import dev.muster.cli.text.Table.Column;
import dev.muster.ledger.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What waits, in a table. */
public final class QueueText {
    /** What there is to say of an empty queue. */
    public static final String NOTHING = "Nothing waits.";

    private final Ink ink;
    private final int width;
    private final DateTimeFormatter time;
    private final Instant now;

    /** For a terminal of that width, in that time zone, at that time. */
    public QueueText(Ink ink, int width, ZoneId zone, Instant now) {
        this.ink = ink;
        this.width = width;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
        this.now = now;
    }

    /** Each batch, with what keeps it back below it, where there is room; and what the estimates rest on. */
    public List<String> lines(List<Outlook.Line> waiting, int more) {
        if (waiting.isEmpty()) {
            return List.of(NOTHING);
        }
        Table table = new Table(
                Column.figures("#"),
                Column.words("batch"),
                Column.words("name"),
                Column.words("team"),
                Column.figures("priority"),
                Column.figures("jobs"),
                Column.figures("waited"),
                Column.words("starts"));
        for (Outlook.Line line : waiting) {
            table.row(
                    Cell.of(String.valueOf(line.position())),
                    Cell.of(line.batch().value()),
                    new Cell(line.name(), ink::bold),
                    Cell.of(line.team()),
                    Cell.of(priority(line)),
                    Cell.of(String.valueOf(line.waiting())),
                    Cell.of(ago(line.since())),
                    Cell.of(starts(line)));
        }
        List<String> reasons =
                waiting.stream().map(line -> "     " + ink.dim(line.why())).toList();
        List<String> lines = new ArrayList<>(table.linesWith(reasons, ink, width));
        if (more > 0) {
            lines.add(ink.dim("and " + more + " more; see --limit"));
        }
        lines.add("");
        lines.add(ink.dim(basis(waiting)));
        return lines;
    }

    /** As asked for, and what waiting has added. */
    private static String priority(Outlook.Line line) {
        double aged = line.urgency() - line.priority();
        return aged < 0.05 ? "" + line.priority() : String.format(Locale.ROOT, "%d+%.1f", line.priority(), aged);
    }

    private String starts(Outlook.Line line) {
        Instant start = line.start();
        if (start == null) {
            return "unknown";
        }
        return (line.latest() ? "by " : "about ") + time.format(start);
    }

    private String ago(Instant since) {
        return Figures.duration(Math.max(0, Duration.between(since, now).toMillis()) / 1000.0);
    }

    private static String basis(List<Outlook.Line> waiting) {
        boolean told = waiting.stream().anyMatch(line -> line.start() != null);
        return told
                ? "Starts are told from how long finished jobs with the same algorithm and dataset took, and from the"
                        + " epochs of those that run; \"by\": sooner, if what was never measured ends soon."
                : "No start is known: nothing like what runs has finished yet, or nothing runs.";
    }
}
