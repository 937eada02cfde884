package dev.muster.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobState;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.ledger.queue.Preemption;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.tests.house.Repository;
import dev.muster.validate.ValidateConfig;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One place, taken by a long training when an urgent one comes. */
@Timeout(240)
class PreemptionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final QueuePolicy POLICY =
            new QueuePolicy(Map.of(), Map.of(), Duration.ofMinutes(10), new Preemption(10, 3));
    private static final CloudEvent LONG = Scenario.request("long", """
            batch: long
            dataset: digits
            jobs: [{name: network, model: mlp, parameters: {epochs: 400}}]
            """);
    private static final CloudEvent URGENT = Scenario.request("urgent", """
            batch: urgent
            priority: 20
            dataset: digits
            jobs: [{name: quick, model: logistic-regression, parameters: {epochs: 1}}]
            """);

    @TempDir
    Path folder;

    /**
     * Seen to fail on a stop that the cluster is not told of (no attempt is preempted to any effect, and the long one
     * ends first), and on an attempt that begins anew (its first epoch is there again).
     */
    @Test
    void theLongOneMakesRoomGoesOnLaterAndComesToTheVerySameModel() {
        String undisturbed;
        try (Muster muster = open(folder.resolve("calm"))) {
            muster.work(null).events().emit(LONG);
            undisturbed = digest(verdict(muster, LONG));
        }
        try (Muster muster = open(folder.resolve("contended"))) {
            // given
            BatchId batch = Scenario.id(LONG);
            History history = muster.ledger().history();
            muster.work(null).events().emit(LONG);
            Scenario.await(() -> history.jobs(batch).stream()
                    .filter(job -> job.epoch() >= 5)
                    .findFirst()
                    .orElse(null));

            // when
            muster.events().emit(URGENT);
            Verdict urgent = verdict(muster, URGENT);

            // then: the long one waits for it
            assertThat(urgent.state()).isEqualTo(BatchState.PASSED);
            assertThat(history.verdict(batch)).isEmpty();
            assertThat(history.audit(batch))
                    .extracting(History.Entry::what)
                    .filteredOn("PREEMPTED"::equals)
                    .hasSize(1);

            // and: goes on where it was
            Verdict verdict = verdict(muster, LONG);
            assertThat(verdict.jobs()).singleElement().satisfies(job -> {
                assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
                assertThat(job.attempts()).isEqualTo(2);
                assertThat(job.problem()).isNull();
            });
            assertThat(history.epochs(batch))
                    .filteredOn(epoch -> epoch.attempt() == 2)
                    .isNotEmpty()
                    .noneMatch(epoch -> epoch.epoch() == 1);
            assertThat(digest(verdict)).isEqualTo(undisturbed);
        }
    }

    private static Muster open(Path folder) {
        MusterConfig usual = MusterConfig.embedded(new Home(folder), ValidateConfig.of(List.of(Repository.ROOT)));
        return Muster.open(
                new MusterConfig(
                        usual.home(),
                        null,
                        usual.artifacts(),
                        usual.validate(),
                        "local",
                        1,
                        null,
                        Duration.ofMillis(100),
                        POLICY),
                Clock.systemUTC());
    }

    private static Verdict verdict(Muster muster, CloudEvent request) {
        return muster.watch().await(Scenario.id(request), PATIENCE).orElseThrow();
    }

    private static String digest(Verdict verdict) {
        return String.valueOf(verdict.jobs().get(0).digest());
    }
}
