package dev.muster.tests.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cluster that kubectl points to. */
final class Kubectl implements AutoCloseable {
    private static final Pattern FORWARDED = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) .*");

    private final String program;
    private final List<Process> forwards = new ArrayList<>();

    Kubectl(String program) {
        this.program = program;
    }

    /** What it prints; fails with what it complains of. */
    String run(String... arguments) {
        try {
            Process process = start(arguments);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("kubectl " + String.join(" ", arguments) + ": " + output);
            }
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void apply(Path file) {
        run("apply", "-f", file.toString());
    }

    /** Brings a port of the cluster to this machine, until this is closed; the port here. */
    int forward(String namespace, String service, int port) {
        try {
            Process process = start("-n", namespace, "port-forward", "service/" + service, ":" + port);
            forwards.add(process);
            var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher forwarded = FORWARDED.matcher(line);
                if (forwarded.matches()) {
                    return Integer.parseInt(forwarded.group(1));
                }
            }
            throw new AssertionError("no way to " + namespace + "/" + service + ":" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(program));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    @Override
    public void close() {
        forwards.forEach(Process::destroy);
    }
}
