package dev.muster.tests.kill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import dev.muster.tests.house.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of the packaged command, in a process of its own. */
public final class Command {
    private static final Path TARGET = Repository.ROOT.resolve("cli/target");

    private static final long SIGINT = 1 << 1;

    private final Path out;
    private final Path err;
    private final Process process;

    private Command(Path out, Path err, Process process) {
        this.out = out;
        this.err = err;
        this.process = process;
    }

    /** Starts it; what it prints goes to files in the home. */
    static Command start(Path home, String... arguments) {
        return start(home, Map.of(), arguments);
    }

    /** Starts it with more variables. */
    public static Command start(Path home, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + TARGET.resolve("muster.options"),
                "-Dmuster.root=" + Repository.ROOT,
                "-jar",
                TARGET.resolve("muster.jar").toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(Files.createDirectories(home), "out", ".txt");
            Path err = Files.createTempFile(home, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(variables);
            builder.environment().put("MUSTER_HOME", home.toString());
            return new Command(out, err, builder.start());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it has printed a word. */
    Command until(String word) throws Exception {
        while (!said().contains(word)) {
            if (!process.isAlive()) {
                throw new AssertionError("it ended before it said '" + word + "':\n" + said());
            }
            Thread.sleep(20);
        }
        return this;
    }

    void kill() throws Exception {
        process.destroyForcibly().waitFor();
    }

    /** Whether Ctrl-C reaches it: what a shell runs in the background ignores it, and so does whatever that starts. */
    static boolean hearsInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> line.substring("SigIgn:".length()).strip())
                        .noneMatch(ignored -> (Long.parseUnsignedLong(ignored, 16) & SIGINT) != 0);
    }

    /** What Ctrl-C does. */
    void interrupt() throws Exception {
        signal("-INT");
    }

    /** What a service manager does. */
    void terminate() throws Exception {
        signal("-TERM");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    }

    int exit() throws Exception {
        return exit(Duration.ofSeconds(100));
    }

    /** Waits for its end, but not for ever. */
    public int exit(Duration patience) throws Exception {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("it did not end; it said:\n" + said());
        }
        return process.exitValue();
    }

    public JsonNode json() throws Exception {
        exit();
        return Json.mapper().readTree(Files.readString(out));
    }

    /** All that it printed so far. */
    public String said() throws IOException {
        return Files.readString(out) + Files.readString(err);
    }
}
