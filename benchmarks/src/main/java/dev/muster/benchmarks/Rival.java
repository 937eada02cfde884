package dev.muster.benchmarks;

import dev.muster.embedded.postgres.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process that does one thing for each line it is told, and answers with a number: the seconds that it took. */
final class Rival implements AutoCloseable {
    private static final String ANSWER = "answer ";

    private final Process process;
    private final BufferedReader said;

    private Rival(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
    }

    /** On the cluster. */
    static Rival start(List<String> command) throws IOException {
        var view = Fleet.view();
        return start(
                command,
                Fleet.home(),
                Map.of(
                        "RAY_ADDRESS",
                        view.ray(),
                        "RAY_AUTH_MODE",
                        "token",
                        "RAY_AUTH_TOKEN_PATH",
                        view.token(),
                        "MUSTER_NODE_IP",
                        view.ray().split(":", 2)[0],
                        "RAY_USAGE_STATS_ENABLED",
                        "0"));
    }

    /** In a folder, with these variables. */
    static Rival start(List<String> command, Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.directory(folder.toFile()).environment().putAll(environment);
        return new Rival(builder.start());
    }

    /** A server's default database, as libpq wants it. */
    static String database(EmbeddedPostgres server) {
        String login = server.user() + ":" + server.password();
        return server.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + login + "@");
    }

    double ask(String what) {
        try {
            process.outputWriter(StandardCharsets.UTF_8).append(what + "\n").flush();
            for (String line; (line = said.readLine()) != null; ) {
                if (line.startsWith(ANSWER)) {
                    return Double.parseDouble(line.substring(ANSWER.length()));
                }
            }
            throw new IllegalStateException("the rival ended at " + what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
