package dev.muster.tests.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.Verdict;
import dev.muster.embedded.postgres.PostgresServer;
import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.proof.Promises;
import dev.muster.tests.proof.Proof;
import dev.muster.tests.proof.Rows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However many instances of each function work at once, and however often and in whatever order events reach them: the
 * history keeps every promise, nothing deadlocks, and no serialisation error reaches anybody.
 *
 * <p>Seen to fail on: results of lost attempts that count (jobs with two successes, an audit that contradicts itself).
 */
class RacesIT {
    private static final int INSTANCES = Proof.size(2, 8);
    private static final int BATCHES = Proof.size(6, 100);
    private static final int JOBS = Proof.size(40, 100);
    private static final Duration LEASE = Duration.ofMillis(Proof.size(2_500, 10_000));
    private static final Duration PATIENCE = Duration.ofMinutes(Proof.size(2, 15));
    private static final long SEED = Long.getLong("muster.seed", 2026);

    @TempDir
    Path folder;

    @Test
    void everyPromiseHoldsHoweverTheFunctionsRace() throws Exception {
        Race race = new Race("race", INSTANCES, BATCHES, JOBS, LEASE, SEED);
        try (PostgresServer server = PostgresServer.make(folder.resolve("ledger"))) {
            LedgerConfig config = new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 2);
            Instant start = Instant.now();

            race.run(config, folder.resolve("cache"), PATIENCE);

            Duration took = Duration.between(start, Instant.now());
            assertHistory(config, race);
            assertNoCollision(config, server, race);
            Proof.report("races", figures(config, race) + "; " + took.toSeconds() + " s");
        }
    }

    private static void assertHistory(LedgerConfig config, Race race) {
        List<Verdict> completed = race.bus().seen(EventTypes.BATCH_COMPLETED).stream()
                .map(event -> Events.data(event, Verdict.class))
                .toList();
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(Promises.broken(config)).as("seed " + SEED).isEmpty();
            softly.assertThat(Rows.first(config, "select distinct state from job"))
                    .containsExactly("SUCCEEDED");
            softly.assertThat(Rows.count(config, "select count(*) from result"))
                    .as("a result for each job")
                    .isEqualTo((long) BATCHES * JOBS);
            softly.assertThat(Rows.first(config, """
                            select job_id from result where reused_job is null
                                and model <> 'sha256:' || job_id || '/' || attempt"""))
                    .as("jobs with the model of another attempt")
                    .isEmpty();
            softly.assertThat(completed)
                    .extracting(Verdict::batch)
                    .as("one completion a batch")
                    .hasSize(BATCHES)
                    .doesNotHaveDuplicates();
            softly.assertThat(race.bus().seen(EventTypes.BATCH_REJECTED)).hasSize(1);
            softly.assertThat(race.bus().contradictions()).isEmpty();
            softly.assertThat(race.cluster().twice())
                    .as("attempts given out twice")
                    .isEmpty();
        });
    }

    private static void assertNoCollision(LedgerConfig config, PostgresServer server, Race race) {
        List<Optional<String>> states =
                race.troubles().stream().map(Instance::sqlState).toList();
        assertThat(states)
                .as("SQLSTATEs that reached a function")
                .filteredOn(Optional::isPresent)
                .isEmpty();
        assertThat(Rows.count(config, "select sum(deadlocks) from pg_stat_database"))
                .as("deadlocks")
                .isZero();
        assertThat(server.said()).doesNotContain("deadlock detected").doesNotContain("could not serialize");
    }

    private static String figures(LedgerConfig config, Race race) {
        String states = Rows.of(config, "select state, count(*) from attempt group by state order by state").stream()
                .map(row -> row.get(1) + " " + row.get(0))
                .collect(Collectors.joining(", "));
        return INSTANCES + " instances of each function, " + BATCHES * JOBS + " jobs in " + BATCHES + " batches, "
                + race.bus().figures() + "; " + race.cluster().figures() + " (" + states + "), "
                + Rows.count(config, "select count(*) from result where reused_job is not null") + " results reused, "
                + Rows.count(config, "select count(*) from audit_entry where what = 'LATE'") + " reports too late; "
                + race.troubles().size() + " troubles reached a function, none of the database; deadlocks 0,"
                + " serialisation errors 0; seed " + SEED;
    }
}
