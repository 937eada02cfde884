package dev.muster.benchmarks;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Team;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A ledger with jobs that wait: of four teams with weights and a quota, with two priorities, in ten batches or more.
 */
final class WaitingJobs implements AutoCloseable {
    private static final int TEAMS = 4;
    private static final int MOST_OF_A_BATCH = 10_000;
    private static final QueuePolicy POLICY = new QueuePolicy(
            IntStream.range(0, TEAMS)
                    .boxed()
                    .collect(Collectors.toMap(
                            team -> "team-" + team, team -> new Team(1 + team, 1_000_000, null, null))),
            Map.of("bench", 1_000_000),
            Duration.ofMinutes(10),
            null);
    private static final String FILL = """
            insert into team (name) select 'team-' || t from generate_series(0, %1$d) t;
            insert into dataset (id, name, uri, format, task, target, shape, validation, test, split_seed, digest)
                values ('d', 'd', '/d.csv', 'csv', 'classification', 'y', '{}', 0.1, 0.2, 1, 'sha256:d');
            insert into batch (id, name, team, priority, state, accepted_at, queued_at, retry_attempts, retry_delay_nanos)
                select 'b-' || lpad(to_hex(b), 16, '0'), 'batch ' || b, 'team-' || b %% %2$d, b %% 2, 'RUNNING', now(), now(),
                    3, 1000000000
                from generate_series(1, %3$d) b;
            insert into job (id, batch_id, ordinal, name, model, algorithm, parameters, seed, dataset_id, cpus, gpus,
                             memory, state, not_before)
                select 'j-' || lpad(to_hex(b * 10000000 + j), 16, '0'), 'b-' || lpad(to_hex(b), 16, '0'), j, 'job ' || j,
                    'mlp', 'mlp', '{"epochs": 3}', j, 'd', 1, 0, 0, 'QUEUED', now() - interval '1 s'
                from generate_series(1, %3$d) b, generate_series(1, %4$d) j;
            """;

    private final Ledger ledger;
    private final List<Attempt> taken = new ArrayList<>();

    private WaitingJobs(Ledger ledger) {
        this.ledger = ledger;
    }

    static WaitingJobs of(EmbeddedPostgres server, String schema, int jobs) throws SQLException {
        int batches = Math.max(10, jobs / MOST_OF_A_BATCH);
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
            LedgerConfig config = new LedgerConfig(
                    server.jdbcUrl() + "?currentSchema=" + schema, server.user(), server.password(), 2);
            Ledger ledger = Ledger.open(config, Clock.systemUTC());
            statement.execute("set search_path = " + schema);
            statement.execute(FILL.formatted(TEAMS - 1, TEAMS, batches, jobs / batches));
            // As a server's own housekeeping would have done by the time that so many wait.
            statement.execute("vacuum analyze");
            return new WaitingJobs(ledger);
        }
    }

    /** Claims so many, some at a time. */
    void claim(int jobs, int chunk) {
        for (int left = jobs; left > 0; ) {
            List<Assignment> claimed =
                    ledger.claims(POLICY).claim("bench", Math.min(chunk, left), Duration.ofHours(1), Optional.empty());
            if (claimed.isEmpty()) {
                throw new IllegalStateException("the queue is empty");
            }
            claimed.forEach(it -> taken.add(it.attempt()));
            left -= claimed.size();
        }
    }

    /** Gives back all that was claimed. */
    void giveBack() {
        ledger.claims(POLICY).handBack(List.copyOf(taken));
        taken.clear();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
