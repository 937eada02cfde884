package dev.muster.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.cli.system.Watch;
import dev.muster.contract.Absence;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchRejected;
import dev.muster.contract.BatchSkipped;
import dev.muster.contract.BatchState;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.Fate;
import dev.muster.contract.JobState;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.Verdict;
import dev.muster.contract.batchfile.Slug;
import dev.muster.ledger.History;
import dev.muster.tests.house.Repository;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What an installation does, whichever way it is wired:
 *
 * <pre>
 *  (1) request ──▶ broker ──▶ validate ─(2) batch.accepted─▶ broker ──▶ train ─(3)─▶ Ray
 *                                                                                    │
 *  (5) batch.completed, model.promoted ◀── aggregate ◀── broker ◀─(4) jobs.finished ─┘
 * </pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
abstract class Scenario {
    /** How long a step may take; a cluster that starts from zero gets more. */
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("muster.patience", 45));

    /** Where requests come from: an installation that remembers earlier runs is asked by another each time. */
    static final URI SOURCE = URI.create(System.getProperty("muster.source", "/tests/scenario"));

    /**
     * What is asked for by a name of its own each time: an installation knows what it did before, and trains it no
     * more.
     */
    static final String RUN = SOURCE.getPath().replaceAll("[^a-z0-9]+", "-");

    private static final int SEED = Math.floorMod(RUN.hashCode(), 1_000_000);

    /** What starts a batch in the installations of the tests; the local overlay has the same. */
    static final Path PIPELINES = Repository.ROOT.resolve("knative/overlays/local/functions/pipelines.yaml");

    Installation muster;

    abstract Installation install() throws Exception;

    @BeforeAll
    void open() throws Exception {
        muster = install();
    }

    @AfterAll
    void close() {
        if (muster != null) {
            muster.close();
        }
    }

    @Test
    void aRequestBecomesATrainedBatchWithAVerdict() {
        CloudEvent request = request("train", """
                batch: scenario
                dataset: digits
                fresh: true
                jobs:
                  - {name: quick, model: logistic-regression, parameters: {epochs: 3}}
                  - {name: trees, model: boosted-trees, parameters: {rounds: 3}}
                gates: {metric: accuracy, minimum: {accuracy: 0.8}, beats: [majority]}
                promote: scenario
                """);

        Verdict verdict = verdict(request);

        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.jobs())
                .extracting(Verdict.Job::name, Verdict.Job::state, Verdict.Job::attempts)
                .containsExactly(tuple("quick", JobState.SUCCEEDED, 1), tuple("trees", JobState.SUCCEEDED, 1));
        assertThat(verdict.gates()).hasSize(3).allMatch(Verdict.Gate::passed);
        assertThat(verdict.promoted()).isNotNull();
        assertThat(awaitTypes(id(request)))
                .contains(EventTypes.BATCH_ACCEPTED, EventTypes.BATCH_COMPLETED, EventTypes.MODEL_PROMOTED);
    }

    @Test
    void theSameRequestAgainChangesNothing() {
        String name = "again" + RUN;
        CloudEvent request = request("again", """
                batch: %s
                dataset: digits
                jobs: [{name: only, model: logistic-regression, parameters: {epochs: 1}}]
                """.formatted(name));
        muster.send(request);
        muster.send(request);

        Verdict first = verdict(request);

        assertThat(verdict(request)).as("sent once more").isEqualTo(first);
        assertThat(muster.ledger().history().batches(100))
                .filteredOn(batch -> batch.name().equals(name))
                .hasSize(1);
        assertThat(first.jobs()).extracting(Verdict.Job::attempts).containsExactly(1);
        // It stands in the ledger before anybody is told.
        await(() -> eventIds(EventTypes.BATCH_COMPLETED, id(request)).isEmpty() ? null : first);
        assertThat(eventIds(EventTypes.BATCH_COMPLETED, id(request)))
                .as("every telling of it is the same event")
                .hasSize(1);
    }

    @Test
    void whatCannotBeDoneIsRefusedWithEveryProblem() {
        CloudEvent request = SampleEvents.requestedBadly();

        muster.send(request);

        BatchRejected rejected = await(() -> rejections().stream()
                .filter(rejection -> rejection.cause().equals(request.getId()))
                .findFirst()
                .orElse(null));
        assertThat(rejected.problems()).hasSize(4);
        assertThat(rejected.problems().toString()).contains("colour", "mpl", "digitz", "-3");
    }

    @Test
    void whatHasNotStartedWhenItsBatchExpiresIsDroppedAndTheVerdictSaysSo() {
        CloudEvent request = request("late", """
                batch: late
                dataset: digits
                expires: 2026-01-31T12:00:00Z
                jobs: [{name: only, model: logistic-regression, parameters: {epochs: 1}}]
                """);

        Verdict verdict = verdict(request);

        assertThat(verdict.state()).isEqualTo(BatchState.CANCELLED);
        assertThat(verdict.jobs())
                .extracting(Verdict.Job::state, Verdict.Job::attempts, Verdict.Job::problem)
                .containsExactly(tuple(JobState.CANCELLED, 0, "dropped: its batch expired at 2026-01-31T12:00:00Z"));
    }

    @Test
    void anEventThatHasExpiredIsSkippedWithTheReason() {
        CloudEvent request = CloudEventBuilder.v1(request("expired", "batch: expired"))
                .withExtension("expirytime", "2026-01-31T12:00:00Z")
                .build();

        muster.send(request);

        BatchSkipped skipped = await(() -> muster.seen().stream()
                .filter(event -> event.getType().equals(EventTypes.BATCH_SKIPPED))
                .map(event -> Events.data(event, BatchSkipped.class))
                .filter(skip -> skip.cause().equals(request.getId()))
                .findFirst()
                .orElse(null));
        assertThat(skipped.reason()).contains("expired at 2026-01-31T12:00:00Z");
        assertThat(muster.ledger().history().batch(id(request))).isEmpty();
    }

    @Test
    void anObjectInABucketBecomesABatch() {
        String key = "samples/" + RUN + ".csv";
        CloudEvent object = SampleEvents.objectCreated("incoming", key, "0055AED6DCD90281E5");

        muster.send(object);
        muster.send(object);

        assertPassesOnce("object " + Slug.ofFile(key, "object"));
    }

    @Test
    void aTickOfAScheduleBecomesABatch() {
        String id = "tick-" + System.currentTimeMillis();
        CloudEvent tick = CloudEventBuilder.v1()
                .withId(id)
                .withType(EventTypes.PING)
                .withSource(URI.create("/apis/v1/namespaces/muster/pingsources/sample"))
                .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                .build();

        muster.send(tick);
        muster.send(
                CloudEventBuilder.v1(tick).withId(id + "-of-another-replica").build());

        // Whichever comes first gives it its name.
        assertPassesOnce("tick " + id);
    }

    /** By what its name begins with. */
    private void assertPassesOnce(String name) {
        History.Batch passed = await(() -> named(name).stream()
                .filter(batch -> batch.state() == BatchState.PASSED)
                .findFirst()
                .orElse(null));
        assertThat(named(name)).containsExactly(passed);
    }

    private List<History.Batch> named(String name) {
        return muster.ledger().history().batches(100).stream()
                .filter(batch -> batch.name().startsWith(name))
                .toList();
    }

    @Test
    void aBatchThatMissesItsGateFailsAndSaysByHowMuch() {
        CloudEvent request = request("strict", """
                batch: strict
                dataset: digits
                jobs: [{name: only, model: logistic-regression, parameters: {epochs: 1}}]
                gates: {minimum: {accuracy: 1.0}}
                """);

        Verdict verdict = verdict(request);

        assertThat(verdict.state()).isEqualTo(BatchState.FAILED);
        assertThat(verdict.promoted()).isNull();
        assertThat(verdict.gates())
                .filteredOn(gate -> !gate.passed())
                .singleElement()
                .satisfies(gate -> assertThat(gate.toString()).contains("short"));
    }

    @Test
    void aQuorumIsEnoughAndWhatRunsIsStopped() {
        assertDoesWithoutTheEndless("quorum", "gates: {finished: 2}\njoin: {when: quorum}", Fate.UNNEEDED);
    }

    @Test
    void theFirstGoodModelIsEnoughAndWhatRunsIsStopped() {
        assertDoesWithoutTheEndless(
                "first-good", "gates: {minimum: {accuracy: 0.6}}\njoin: {when: first-good}", Fate.UNNEEDED);
    }

    @Test
    void atTheDeadlineWhatIsThereIsEnoughAndWhatRunsIsStopped() {
        assertDoesWithoutTheEndless("deadline", "gates: {finished: 1}\njoin: {within: 12s}", Fate.MISSING);
    }

    @Test
    void whatWasTrainedBeforeIsUsedAgainAndOnlyTheRestIsTrained() {
        CloudEvent request = overlapping("overlap-1", SEED, "rounds: 5", false);
        Verdict first = verdict(request);

        Verdict second = verdict(overlapping("overlap-2", SEED, "rounds: 6", false));

        Verdict.Job original = first.jobs().get(0);
        Verdict.Job again = second.jobs().get(0);
        assertThat(original.reused()).isNull();
        assertThat(again.reused()).isEqualTo(new Attempt(id(request), original.id(), 1));
        assertThat(again.digest()).isEqualTo(original.digest());
        assertThat(again.metrics()).isEqualTo(original.metrics());
        assertThat(again.seconds()).as("of reading it").isLessThan(1);
        assertThat(second.jobs().get(1).reused()).isNull();
        assertThat(second.jobs().get(1).digest())
                .isNotEqualTo(first.jobs().get(1).digest());

        Verdict fresh = verdict(overlapping("overlap-3", SEED, "rounds: 5", true));
        assertThat(fresh.jobs()).extracting(Verdict.Job::reused).containsOnlyNulls();
        assertThat(fresh.jobs())
                .extracting(Verdict.Job::digest)
                .containsExactlyElementsOf(
                        first.jobs().stream().map(Verdict.Job::digest).toList());
    }

    static CloudEvent overlapping(String id, int seed, String parameters, boolean fresh) {
        return request(id, """
                batch: %s
                dataset: digits
                seed: %d
                fresh: %s
                jobs:
                  - {name: same, model: logistic-regression, parameters: {epochs: 5}}
                  - {name: other, model: boosted-trees, parameters: {%s}}
                """.formatted(id, seed, fresh, parameters));
    }

    private void assertDoesWithoutTheEndless(String name, String rules, Fate fate) {
        CloudEvent request = request(name, """
                batch: %s
                dataset: digits
                jobs:
                  - {name: endless, model: mlp, parameters: {epochs: 100000}}
                  - {name: quick, model: logistic-regression, parameters: {epochs: 3}}
                  - {name: trees, model: boosted-trees, parameters: {rounds: 3}}
                %s
                """.formatted(name, rules));

        Verdict verdict = verdict(request);

        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.jobs().get(0).state()).isEqualTo(JobState.CANCELLED);
        assertThat(verdict.coverage().absent())
                .filteredOn(absence -> absence.name().equals("endless"))
                .extracting(Absence::fate)
                .containsExactly(fate);
        assertThat(verdict.coverage().counted())
                .isEqualTo(3 - verdict.coverage().absent().size());
        String attempt = verdict.jobs().get(0).id() + "/attempt-1";
        await(() -> muster.ledger().history().audit(id(request)).stream()
                .filter(entry -> entry.subject().equals(attempt) && entry.what().equals("STOPPED"))
                .findFirst()
                .orElse(null));
        assertThat(muster.ledger().history().verdict(id(request))).contains(verdict);
        assertThat(eventIds(EventTypes.BATCH_COMPLETED, id(request))).hasSize(1);
    }

    final Verdict verdict(CloudEvent request) {
        muster.send(request);
        Watch watch = new Watch(muster.ledger(), Clock.systemUTC());
        return await(() -> {
            assertThat(rejections()).extracting(BatchRejected::cause).doesNotContain(request.getId());
            return watch.await(id(request), Duration.ZERO).orElse(null);
        });
    }

    private List<BatchRejected> rejections() {
        return muster.seen().stream()
                .filter(event -> event.getType().equals(EventTypes.BATCH_REJECTED))
                .map(event -> Events.data(event, BatchRejected.class))
                .toList();
    }

    private List<String> awaitTypes(BatchId batch) {
        await(() -> eventIds(EventTypes.MODEL_PROMOTED, batch).isEmpty() ? null : batch);
        return muster.seen().stream().map(CloudEvent::getType).toList();
    }

    private List<String> eventIds(String type, BatchId batch) {
        return muster.seen().stream()
                .filter(event -> event.getType().equals(type))
                .filter(event -> new String(event.getData().toBytes(), StandardCharsets.UTF_8).contains(batch.value()))
                .map(CloudEvent::getId)
                .distinct()
                .toList();
    }

    static <T> T await(Supplier<T> look) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            T found = look.get();
            if (found != null) {
                return found;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("it did not happen in " + PATIENCE);
    }

    static BatchId id(CloudEvent request) {
        return BatchId.derive(request.getSource().toString(), request.getId());
    }

    static CloudEvent request(String id, String batch) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withType(EventTypes.BATCH_REQUESTED)
                .withSource(SOURCE)
                .withData("application/yaml", batch.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
