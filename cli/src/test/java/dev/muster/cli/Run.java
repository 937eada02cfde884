package dev.muster.cli;

import dev.muster.cli.text.Ink;
import dev.muster.cli.text.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** A command run inside the test's process, with a directory of its own. */
final class Run {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> variables = new TreeMap<>();
    private final Path directory;
    private Path root = Path.of("").toAbsolutePath().getParent();
    private int exitCode;

    private Run(Path directory) {
        this.directory = directory;
        variables.put("MUSTER_HOME", directory.resolve("home").toString());
    }

    static Run in(Path directory) {
        return new Run(directory);
    }

    Run with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** In another repository than this one. */
    Run at(Path other) {
        root = other;
        return this;
    }

    Run muster(String... arguments) {
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, Ink.PLAIN, Ink.PLAIN, 100);
        exitCode = Main.execute(new Environment(variables, root, directory, Clock.systemUTC(), terminal), arguments);
        terminal.flush();
        return this;
    }

    int exitCode() {
        return exitCode;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
