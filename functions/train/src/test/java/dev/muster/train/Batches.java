package dev.muster.train;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Outcome;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.postgresql.Driver;

/** Ledgers and batches for tests. */
final class Batches {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Dataset DATA = new Dataset(
            new DatasetSpec("d", "/d.csv", DataFormat.CSV, Task.CLASSIFICATION, "y", List.of(), Split.DEFAULT),
            "sha256:d");

    private Batches() {}

    /** An empty ledger. */
    static Ledger ledger(EmbeddedPostgres server, Clock clock) {
        String schema = "train_" + NUMBER.incrementAndGet();
        // Not by the DriverManager, which knows no driver in a process where Quarkus was the first to ask it.
        Properties login = new Properties();
        login.setProperty("user", server.user());
        login.setProperty("password", server.password());
        try (Connection connection = new Driver().connect(server.jdbcUrl(), login);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Ledger.open(
                new LedgerConfig(server.jdbcUrl() + "?currentSchema=" + schema, server.user(), server.password(), 10),
                clock);
    }

    static BatchId accept(Ledger ledger, String name, int jobs) {
        return accept(ledger, name, Queueing.USUAL, jobs);
    }

    static BatchId accept(Ledger ledger, String name, Queueing queueing, int jobs) {
        BatchId id = BatchId.derive("/test", name);
        List<JobSpec> specs = IntStream.range(0, jobs)
                .mapToObj(i -> new JobSpec("job-" + i, "mlp", "mlp", Map.of(), i, DATA, Resources.ONE_CPU))
                .toList();
        ledger.intake()
                .accept(
                        id,
                        new BatchSpec(
                                name,
                                queueing,
                                specs,
                                Gates.NONE,
                                JoinPolicy.ALL,
                                RetryPolicy.DEFAULT,
                                null,
                                null,
                                false),
                        List.of(),
                        name,
                        "/test");
        return id;
    }

    static void stop(Ledger ledger, Attempt attempt) {
        ledger.results().record(List.of(new JobResult(attempt, new Outcome.Stopped(1), 1)));
    }

    static void succeed(Ledger ledger, List<Attempt> attempts) {
        ledger.results()
                .record(attempts.stream()
                        .map(attempt -> new JobResult(
                                attempt, new Outcome.Succeeded(Map.of("accuracy", 1.0), "sha256:m", "m", 1), 1))
                        .toList());
    }
}
