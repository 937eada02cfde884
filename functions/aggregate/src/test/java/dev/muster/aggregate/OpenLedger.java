package dev.muster.aggregate;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.contract.SettableClock;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Join;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.Driver;

/** A ledger of its own on a server that all tests share, with the steps that tests take often. */
final class OpenLedger implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.ephemeral();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    final Ledger ledger;

    OpenLedger() {
        String schema = "aggregate_" + NUMBER.incrementAndGet();
        // Not by the DriverManager, which knows no driver in a process where Quarkus was the first to ask it.
        Properties login = new Properties();
        login.setProperty("user", SERVER.user());
        login.setProperty("password", SERVER.password());
        try (Connection connection = new Driver().connect(SERVER.jdbcUrl(), login);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String url = SERVER.jdbcUrl() + "?currentSchema=" + schema;
        ledger = Ledger.open(new LedgerConfig(url, SERVER.user(), SERVER.password(), 10), clock);
    }

    /** Accepts the batch that a join is about. */
    BatchId accept(String key, Join join) {
        return accept(key, join.spec(), join);
    }

    BatchId accept(String key, BatchSpec spec, Join join) {
        BatchId id = BatchId.derive("/test", key);
        ledger.intake().accept(id, spec, List.copyOf(join.profiles().values()), "cause-" + key, "/test");
        return id;
    }

    /** Starts an attempt for each job that is due. */
    List<Attempt> claim() {
        return ledger.claims().claim("c", 100, LEASE, Optional.empty()).stream()
                .map(Assignment::attempt)
                .toList();
    }

    static JobResult succeeded(Attempt attempt, double accuracy) {
        return new JobResult(
                attempt,
                new Outcome.Succeeded(
                        Map.of("accuracy", accuracy), "sha256:" + attempt.job(), attempt.path() + "/manifest.json", 3),
                2.5);
    }

    static JobResult failed(Attempt attempt) {
        return new JobResult(attempt, new Outcome.Failed(Outcome.FailureKind.INVALID, "no such column"), 0.5);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
