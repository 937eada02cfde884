package dev.muster.cli.text;

import dev.muster.cli.text.Table.Cell;
import dev.muster.cli.text.Table.Column;
import dev.muster.ledger.DeadCase;
import dev.muster.ledger.Fault;
import dev.muster.ledger.LetterHistory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What died, for people. */
public final class DeadText {
    private static final int DATA = 2_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Ink ink;
    private final int width;
    private final DateTimeFormatter time;

    /** For a terminal of that width, in that time zone. */
    public DeadText(Ink ink, int width, ZoneId zone) {
        this.ink = ink;
        this.width = width;
        this.time = TIME.withZone(zone);
    }

    /** Two lines for each cause, the second one the error. */
    public List<String> groups(List<DeadGroup> groups) {
        Table table = table("group", "dead");
        groups.forEach(group -> row(
                table, group.fingerprint(), group.fault(), group.dead(), group.last(), group.what(), group.where()));
        return withErrors(table, groups.stream().map(DeadGroup::error).toList());
    }

    /** Two lines for each letter and job, the second one the error. */
    public List<String> cases(List<DeadCase> cases) {
        Table table = table("id", "deaths");
        cases.forEach(dead -> row(table, dead.id(), dead.fault(), dead.deaths(), dead.at(), dead.what(), dead.where()));
        return withErrors(table, cases.stream().map(DeadCase::error).toList());
    }

    /** Ids are what one copies from here: a column of figures is never cut. */
    private static Table table(String id, String count) {
        return new Table(
                Column.figures(id),
                Column.words("fault"),
                Column.figures(count),
                Column.figures("last"),
                Column.words("what"),
                Column.words("where"));
    }

    private void row(Table table, String id, Fault fault, int count, Instant last, String what, String where) {
        table.row(
                Cell.of(id),
                new Cell(HistoryText.word(fault), paint(fault)),
                Cell.of(String.valueOf(count)),
                Cell.of(time.format(last)),
                new Cell(what, ink::bold),
                Cell.of(where));
    }

    private List<String> withErrors(Table table, List<String> errors) {
        List<String> below = errors.stream()
                .map(error -> "    " + ink.dim(Table.cut(oneLine(error), width - 4)))
                .toList();
        return table.linesWith(below, ink, width);
    }

    /** All about one. */
    public List<String> letter(LetterHistory letter) {
        Facts facts = new Facts()
                .add("letter", letter.letter().id())
                .add("state", HistoryText.word(letter.state()))
                .add("event", letter.letter().event())
                .add("source", letter.letter().source())
                .add("type", letter.letter().type())
                .add("attributes", letter.letter().attributes());
        letter.deaths()
                .forEach(death -> facts.add(
                        "died",
                        time.format(death.at()) + "  " + HistoryText.word(death.fault()) + "  " + death.fingerprint()
                                + "  " + death.subscriber() + " answered " + death.status() + ": "
                                + oneLine(death.error())));
        letter.patches()
                .forEach(patch ->
                        facts.add("patched", time.format(patch.at()) + "  " + patch.who() + ": " + patch.why()));
        letter.redrives()
                .forEach(redrive ->
                        facts.add("redriven", time.format(redrive.at()) + "  " + redrive.who() + ": " + redrive.why()));
        List<String> lines = new ArrayList<>(facts.lines(ink));
        lines.add("");
        lines.add(data(letter.data()));
        return lines;
    }

    private static String data(byte[] data) {
        String text = new String(data, 0, Math.min(data.length, DATA), StandardCharsets.UTF_8);
        boolean readable = text.chars().allMatch(c -> c >= ' ' || Character.isWhitespace(c));
        String shown = readable ? text : "not a text";
        return data.length <= DATA && readable
                ? shown
                : shown + "\n… " + Figures.count(data.length, "byte") + " in all";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private UnaryOperator<String> paint(Fault fault) {
        return fault == Fault.TRANSIENT || fault == Fault.CAPACITY ? ink::accent : ink::bad;
    }
}
