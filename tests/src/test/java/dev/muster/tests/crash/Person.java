package dev.muster.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.console.Redriving;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.edge.BrokerClient;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls off, resumes, patches, redrives and prunes: for each wish a process that does through the ledger
 * what the command does. Whoever does not live to be answered asks again.
 */
final class Person {
    static final String NAME = "person";

    private static final int KILLED = 128 + 9;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final Path log;
    private volatile @Nullable Process process;

    Person(Map<String, String> environment, Path log) {
        this.environment = environment;
        this.log = log;
    }

    /** Asks until there is an answer. */
    void ask(String... wish) {
        int exit = KILLED;
        while (exit == KILLED) {
            exit = start(wish).onExit().join().exitValue();
        }
        assertThat(exit)
                .as(() -> String.join(" ", wish) + "; it said:\n" + said())
                .isZero();
    }

    private Process start(String... wish) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Person.class.getName()));
        command.addAll(List.of(wish));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process started = builder.start();
            process = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills whoever asks. */
    void kill() {
        Process asking = process;
        if (asking != null) {
            asking.destroyForcibly().onExit().join();
        }
    }

    /** One who asks for one thing. */
    public static void main(String... wish) throws IOException {
        String about = wish[1];
        Map<String, String> told = System.getenv();
        LedgerConfig config = new LedgerConfig(
                told.getOrDefault("MUSTER_DB_URL", ""),
                told.getOrDefault("MUSTER_DB_USER", ""),
                told.getOrDefault("MUSTER_DB_PASSWORD", ""),
                1);
        try (Ledger ledger =
                Ledger.open(wish[0].equals("prune") ? Archive.config(config, about) : config, Clock.systemUTC())) {
            switch (wish[0]) {
                case "cancel" -> ledger.control().cancel(new BatchId(about));
                case "resume" -> ledger.control().resume(new BatchId(about), Optional.empty());
                case "redrive-job" -> ledger.control().redrive(List.of(new JobId(about)), "mended");
                case "patch" -> ledger.letters().patch(about, Files.readAllBytes(Path.of(wish[2])), NAME, "mended");
                case "redrive" ->
                    new Redriving(
                                    ledger.letters(),
                                    new BrokerClient(URI.create(told.getOrDefault("K_SINK", "")), PATIENCE))
                            .redrive(List.of(about), NAME, "mended");
                case "prune" -> ledger.audit().prune(Archive.LIMIT, NAME);
                default -> throw new IllegalArgumentException(wish[0]);
            }
        }
    }
}
