package dev.muster.cli.text;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Where results and messages go.
 *
 * @param out for results
 * @param err for progress and trouble
 * @param live whether {@code err} is a terminal that lines can be redrawn on
 * @param ink for {@code out}
 * @param errInk for {@code err}
 * @param width in columns
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean live, Ink ink, Ink errInk, int width) {
    private static final int USUAL_WIDTH = 100;

    /** The streams of this process; the launcher says which are a terminal, and how wide it is. */
    public static Terminal ofProcess(Map<String, String> variables) {
        List<String> terminals =
                List.of(System.getProperty("muster.terminal", "").split(","));
        boolean dumb = "dumb".equals(variables.get("TERM"));
        boolean plain = dumb || !variables.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                terminals.contains("err") && !dumb,
                Ink.of(terminals.contains("out") && !plain),
                Ink.of(terminals.contains("err") && !plain),
                width(System.getProperty("muster.columns", ""), variables.getOrDefault("COLUMNS", "")));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static int width(String... candidates) {
        for (String candidate : candidates) {
            if (candidate.matches("[1-9]\\d{0,3}")) {
                return Integer.parseInt(candidate);
            }
        }
        return USUAL_WIDTH;
    }

    /** Makes sure that everything written is seen. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
