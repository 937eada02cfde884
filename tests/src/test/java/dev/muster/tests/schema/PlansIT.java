package dev.muster.tests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.embedded.postgres.PostgresServer;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.tests.proof.Proof;
import dev.muster.tests.proof.Rows;
import dev.muster.tests.races.Race;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What statements cost does not grow with what has happened. Not of a hand-made list of statements: of whatever is
 * asked of PostgreSQL by functions that work, and people who look, beside so many old jobs.
 */
@Timeout(900)
class PlansIT {
    private static final int JOBS = Proof.size(20_000, 1_000_000);
    /** Jobs of a batch: so few that there are many batches too. */
    private static final int EACH = Proof.size(5, 20);

    /** Rows that a statement may read of a table: what is open, and what is new, is less. */
    private static final int FEW = 3_000;
    /** All tables but those that do not grow with what happens. */
    private static final String SIZES = """
            select relname, reltuples::bigint from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'r'
                and relname not in ('team', 'audit_checkpoint', 'flyway_schema_history')""";

    /** A batch that failed, as each seventh did. */
    private static final int OLD = 7;

    @TempDir
    Path folder;

    @Test
    void noStatementReadsWhatHappenedLongAgo() throws Exception {
        try (PostgresServer server = PostgresServer.make(
                folder.resolve("server"),
                "max_wal_size='4GB'",
                // Fewer rows are as many: reading all of them is worth it no more than with a million.
                "random_page_cost=" + (Proof.ALL ? 4 : 1.1),
                "shared_preload_libraries='auto_explain'",
                "auto_explain.log_format='json'",
                "auto_explain.log_analyze=on",
                "auto_explain.log_timing=off",
                "auto_explain.log_nested_statements=on",
                "logging_collector=on",
                "log_destination='jsonlog'",
                "log_directory='../log'",
                "log_rotation_size=0")) {
            LedgerConfig config = new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 2);
            Ledger.open(config, Clock.systemUTC()).close();
            Instant start = Instant.now();
            Large.fill(config, JOBS, EACH);
            Duration filling = Duration.between(start, Instant.now());
            Map<String, Long> sizes = Rows.of(config, SIZES).stream()
                    .collect(Collectors.toMap(row -> row.get(0), row -> Long.parseLong(row.get(1))));
            assertThat(sizes)
                    .as("rows of tables that grow with what happens, which Large has to fill")
                    .allSatisfy((name, rows) -> assertThat(rows).as(name).isGreaterThan(FEW));
            Rows.run(config, "alter database postgres set auto_explain.log_min_duration = 0");

            new Race("new", 2, 2, 25, Duration.ofSeconds(2), 2)
                    .run(config, folder.resolve("cache"), Duration.ofMinutes(2));
            look(config);

            Plans plans = Plans.of(folder.resolve("server/log"), "muster", sizes.keySet(), FEW);
            assertThat(plans.greedy()).isEmpty();
            assertThat(plans.statements()).as("statements seen").hasSizeGreaterThan(100);
            Proof.report(
                    "plans",
                    plans.statements().size() + " statements of functions and people explained beside " + JOBS
                            + " jobs (made in " + filling.toSeconds() + " s); none reads more than " + FEW
                            + " rows of a table");
        }
    }

    /** What people ask. */
    private static void look(LedgerConfig config) {
        try (Ledger ledger = Ledger.open(config, Clock.systemUTC())) {
            BatchId batch = new BatchId("b-%016x".formatted(OLD));
            JobId job = job(OLD, 1);
            Instant lately = Instant.now().minusSeconds(3_600);
            ledger.history().batches(50);
            ledger.history().batch(batch);
            ledger.history().spec(batch);
            ledger.history().verdict(batch);
            ledger.history().jobs(batch);
            ledger.history().why(job);
            ledger.history().epochs(batch);
            ledger.history().profiles(batch);
            ledger.history().failed(lately);
            ledger.history().audit(batch);
            ledger.history().audit(50);
            if (Proof.ALL) {
                // Its sample is 2,000 jobs, for which all of a few more are rightly read.
                ledger.outlook(QueuePolicy.USUAL).lines();
            }
            ledger.letters().cases(lately);
            ledger.letters().letter("l-7");
            ledger.letters().patch("l-7", new byte[0], "somebody", "to try it");
            ledger.letters().redrive(List.of("l-7"), "somebody", "to try it").forEach(ledger.letters()::sent);
            ledger.control().resume(batch, Optional.empty());
            ledger.control().redrive(List.of(job(OLD + OLD, 0)), "to try it");
            ledger.control().cancel(batch);
        }
    }

    private static JobId job(int batch, int ordinal) {
        return new JobId("j-%016x".formatted(batch * 1000 + ordinal));
    }
}
