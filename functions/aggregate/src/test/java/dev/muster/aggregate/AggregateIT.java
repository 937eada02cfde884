package dev.muster.aggregate;

import static dev.muster.aggregate.OpenLedger.failed;
import static dev.muster.aggregate.OpenLedger.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.Gates;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobState;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Outcome;
import dev.muster.contract.Promotion;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Join;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateIT {
    private static final int RACERS = 64;

    private final OpenLedger at = new OpenLedger();
    private final Aggregate aggregate = aggregate(Manifests.unchecked());

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void theLastResultOfABatchLeadsToItsVerdict() {
        BatchId batch = at.accept("digits", two("digits"));
        List<Attempt> attempts = at.claim();

        List<CloudEvent> first = aggregate.handle(finished(succeeded(attempts.get(0), 0.9)));
        List<CloudEvent> second = aggregate.handle(finished(succeeded(attempts.get(1), 0.95)));

        assertThat(first).isEmpty();
        assertThat(second)
                .extracting(CloudEvent::getType)
                .containsExactly(EventTypes.BATCH_COMPLETED, EventTypes.MODEL_PROMOTED);
        Verdict verdict = Events.data(second.get(0), Verdict.class);
        assertThat(verdict).isEqualTo(at.ledger.history().verdict(batch).orElseThrow());
        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.best()).isEqualTo(attempts.get(1).job());
        assertThat(Events.data(second.get(1), Promotion.class)).isEqualTo(verdict.promoted());
        assertThat(second.get(0).getSubject()).isEqualTo(batch.value());
        assertThat(second.get(0).getTime().toInstant()).isEqualTo(at.clock.instant());
    }

    @Test
    void aRedeliveredEventMakesTheVerySameEventsAndChangesNothing() {
        BatchId batch = at.accept("digits", two("digits"));
        CloudEvent event = finished(at.claim().stream().map(attempt -> succeeded(attempt, 0.9)));
        List<CloudEvent> answer = aggregate.handle(event);
        var audit = at.ledger.history().audit(batch);
        at.clock.advance(Duration.ofMinutes(5));

        assertThat(aggregate(Manifests.unchecked()).handle(event))
                .isEqualTo(answer)
                .hasSize(2);
        assertThat(at.ledger.history().audit(batch)).isEqualTo(audit);
    }

    @Test
    void theSameResultsInAnotherEventSayNothingAgain() {
        at.accept("digits", two("digits"));
        List<Attempt> attempts = at.claim();
        aggregate.handle(finished(attempts.stream().map(attempt -> succeeded(attempt, 0.9))));

        assertThat(aggregate.handle(finished(succeeded(attempts.get(0), 0.1)))).isEmpty();
    }

    @Test
    void aFailedJobDoesNotFailItsSiblingAndTheVerdictSaysWhy() {
        at.accept("digits", two("digits"));
        List<Attempt> attempts = at.claim();

        List<CloudEvent> answer = aggregate.handle(finished(succeeded(attempts.get(0), 0.9), failed(attempts.get(1))));

        Verdict verdict = Events.data(answer.get(0), Verdict.class);
        assertThat(answer).hasSize(1);
        assertThat(verdict.state()).isEqualTo(BatchState.FAILED);
        assertThat(verdict.jobs()).extracting(Verdict.Job::state).containsExactly(JobState.SUCCEEDED, JobState.FAILED);
        assertThat(verdict.jobs().get(1).problem()).isEqualTo("no such column");
        assertThat(verdict.gates().get(0).detail()).isEqualTo("1 of 2 succeeded, short by 1: b (no such column)");
    }

    @Test
    void aSweepFindsTheBatchThatNobodyJudgedAndRepeatsItselfWhenRedelivered() {
        at.accept("digits", two("digits"));
        at.ledger
                .results()
                .record(at.claim().stream().map(a -> succeeded(a, 0.9)).toList());

        List<CloudEvent> answer = aggregate.handle(SampleEvents.sweep());

        assertThat(answer).hasSize(2);
        assertThat(aggregate.handle(SampleEvents.sweep())).isEqualTo(answer);
    }

    @Test
    void batchesThatPromoteUnderOneNameGetVersionsOfTheirOwn() {
        at.accept("first", two("digits"));
        at.accept("second", two("digits"));
        List<Attempt> attempts = at.claim();

        List<CloudEvent> answer = aggregate.handle(finished(attempts.stream().map(attempt -> succeeded(attempt, 0.9))));

        assertThat(answer)
                .filteredOn(event -> event.getType().equals(EventTypes.MODEL_PROMOTED))
                .extracting(event -> Events.data(event, Promotion.class).version())
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aCancelledBatchGetsItsVerdictOnceTheLastAttemptStopped() {
        BatchId batch = at.accept("digits", two("digits"));
        List<Attempt> attempts = at.claim();
        aggregate.handle(finished(succeeded(attempts.get(0), 0.9)));
        at.ledger.control().cancel(batch);

        List<CloudEvent> answer = aggregate.handle(finished(new JobResult(attempts.get(1), new Outcome.Stopped(2), 1)));

        Verdict verdict = Events.data(answer.get(0), Verdict.class);
        assertThat(answer).hasSize(1);
        assertThat(verdict.state()).isEqualTo(BatchState.CANCELLED);
        assertThat(verdict.promoted()).isNull();
    }

    @Test
    void aResumedBatchGetsAnotherVerdictByAnotherEvent() {
        BatchId batch = at.accept("digits", two("digits"));
        List<Attempt> attempts = at.claim();
        CloudEvent before = aggregate
                .handle(finished(succeeded(attempts.get(0), 0.9), failed(attempts.get(1))))
                .get(0);

        at.ledger.control().resume(batch, Optional.empty());
        List<CloudEvent> after = aggregate.handle(finished(succeeded(at.claim().get(0), 0.97)));

        assertThat(Events.data(after.get(0), Verdict.class).state()).isEqualTo(BatchState.PASSED);
        assertThat(after.get(0).getId()).isNotEqualTo(before.getId());
    }

    /** Both were told under one id, and the second one taken for a repeat: found by the simulation. */
    @Test
    void aResumedBatchGetsAnotherVerdictThoughTheEventIsTheSame() {
        BatchId batch = at.accept("digits", two("digits"));
        at.ledger.results().record(at.claim().stream().map(OpenLedger::failed).toList());
        List<CloudEvent> before = aggregate.handle(SampleEvents.sweep());
        at.ledger.control().resume(batch, Optional.empty());
        at.ledger
                .results()
                .record(at.claim().stream()
                        .map(attempt -> succeeded(attempt, 0.97))
                        .toList());

        List<CloudEvent> after = aggregate.handle(SampleEvents.sweep());

        assertThat(Events.data(after.get(0), Verdict.class).state()).isEqualTo(BatchState.PASSED);
        assertThat(after.get(0).getId()).isNotEqualTo(before.get(0).getId());
        assertThat(aggregate.handle(SampleEvents.sweep())).isEqualTo(after);
    }

    @Test
    void aSignOfLifeRenewsTheLease() {
        BatchId batch = at.accept("digits", two("digits"));
        List<Attempt> attempts = at.claim();
        at.clock.advance(Duration.ofSeconds(20));

        List<CloudEvent> answer =
                aggregate.handle(progressed(new JobProgress(attempts.get(0), 1, 3, Map.of("loss", 0.5), 20)));
        at.clock.advance(Duration.ofSeconds(20));

        assertThat(answer).isEmpty();
        assertThat(at.ledger.claims().expire(Duration.ofSeconds(30))).containsExactly(attempts.get(1));
        assertThat(at.ledger.history().epochs(batch)).hasSize(1);
    }

    @Test
    void aSuccessWithoutManifestIsTriedAgain(@TempDir Path folder) {
        BatchId batch = at.accept("digits", two("digits"));
        ArtifactStore store = ArtifactStore.open(folder.toString());
        List<Attempt> attempts = at.claim();
        JobResult proven = succeeded(attempts.get(0), 0.9);
        store.put(
                attempts.get(0).path() + "/manifest.json",
                ("{\"model\":{\"digest\":\"sha256:" + attempts.get(0).job() + "\"}}").getBytes(StandardCharsets.UTF_8));

        aggregate(Manifests.in(store)).handle(finished(proven, succeeded(attempts.get(1), 0.95)));

        assertThat(at.ledger.history().jobs(batch))
                .satisfiesExactly(job -> assertThat(job.state()).isEqualTo(JobState.SUCCEEDED), job -> {
                    assertThat(job.state()).isEqualTo(JobState.QUEUED);
                    assertThat(job.problem()).contains("there is no manifest");
                });
    }

    @Test
    void manyEventsAtOnceCompleteABatchOnce() throws Exception {
        BatchId batch = at.accept("digits", two("digits"));
        List<Attempt> attempts = at.claim();
        List<JobResult> results = attempts.stream().map(a -> succeeded(a, 0.9)).toList();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<CloudEvent>>> answers = IntStream.range(0, 16)
                    .mapToObj(i -> callers.submit(() -> aggregate.handle(event("e-" + i, results))))
                    .toList();
            int said = 0;
            for (Future<List<CloudEvent>> answer : answers) {
                said += answer.get().size();
            }
            assertThat(said).isEqualTo(2);
        } finally {
            callers.shutdown();
        }
        assertThat(at.ledger.history().audit(batch))
                .filteredOn(entry -> entry.what().equals("PASSED"))
                .hasSize(1);
    }

    @Test
    void manyRacingForTheLastPlaceOfAQuorumCompleteTheBatchOnce() throws Exception {
        BatchId batch = at.accept("race", race());
        List<Attempt> attempts = at.claim();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        Set<CloudEvent> said = new HashSet<>();
        try {
            List<Future<List<CloudEvent>>> answers = IntStream.range(0, 2 * attempts.size())
                    .mapToObj(i -> callers.submit(() -> aggregate.handle(
                            event("e-" + i / 2, List.of(succeeded(attempts.get(i / 2), 0.5 + i / 1_000.0))))))
                    .toList();
            for (Future<List<CloudEvent>> answer : answers) {
                said.addAll(answer.get());
            }
        } finally {
            callers.shutdown();
        }

        assertThat(said).hasSize(1);
        Verdict verdict = Events.data(said.iterator().next(), Verdict.class);
        assertThat(verdict).isEqualTo(at.ledger.history().verdict(batch).orElseThrow());
        assertThat(verdict.coverage().counted()).isGreaterThanOrEqualTo(RACERS / 2);
        assertThat(at.ledger.history().jobs(batch))
                .filteredOn(job -> job.state() == JobState.SUCCEEDED)
                .hasSize(verdict.coverage().counted());
        assertThat(at.ledger.history().audit(batch))
                .filteredOn(entry -> entry.what().equals("LATE"))
                .hasSize(RACERS - verdict.coverage().counted());
    }

    private static Join race() {
        Joined joined = Joined.classification()
                .gates(new Gates(null, List.of(), Set.of(), RACERS / 2))
                .policy(new JoinPolicy(JoinPolicy.When.QUORUM, null));
        IntStream.range(0, RACERS).forEach(i -> joined.succeeded("job-" + i, "accuracy", 0));
        return joined.join();
    }

    @Test
    void aSweepJudgesABatchWhoseDeadlineHasPassed() {
        Duration within = Duration.ofMinutes(30);
        BatchId batch = at.accept(
                "digits",
                Joined.classification()
                        .succeeded("a", "accuracy", 0)
                        .succeeded("b", "accuracy", 0)
                        .gates(new Gates(null, List.of(), Set.of(), 1))
                        .policy(new JoinPolicy(JoinPolicy.When.ALL, within))
                        .join());
        List<Attempt> attempts = at.claim();
        aggregate.handle(finished(succeeded(attempts.get(1), 0.9)));
        at.clock.advance(within);

        List<CloudEvent> answer = aggregate.handle(SampleEvents.sweep());

        Verdict verdict = Events.data(answer.get(0), Verdict.class);
        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.coverage().summary()).isEqualTo("1 of 2 jobs counted: the deadline has passed");
        assertThat(at.ledger.claims().unwanted("c")).containsExactly(attempts.get(0));
        assertThat(aggregate.handle(finished(succeeded(attempts.get(0), 0.99)))).isEmpty();
        assertThat(aggregate.handle(SampleEvents.sweep())).isEqualTo(answer);
        assertThat(at.ledger.history().verdict(batch)).contains(verdict);
    }

    @Test
    void anEventWithoutResultsIsRefused() {
        CloudEvent empty =
                CloudEventBuilder.from(SampleEvents.finished()).withoutData().build();

        assertThatThrownBy(() -> aggregate.handle(empty)).isInstanceOf(InvalidInputException.class);
    }

    private Aggregate aggregate(Manifests manifests) {
        Notifier notifier = Notifier.inline(at.ledger, NotifierConfig.calling(AllowedHosts.NONE));
        return new Aggregate(at.ledger, manifests, notifier, OpenLedger.LEASE);
    }

    private static Join two(String promote) {
        return Joined.classification()
                .succeeded("a", "accuracy", 0)
                .succeeded("b", "accuracy", 0)
                .promoteAs(promote)
                .join();
    }

    private static CloudEvent finished(Stream<JobResult> results) {
        return finished(results.toArray(JobResult[]::new));
    }

    private static CloudEvent finished(JobResult... results) {
        return event("results " + List.of(results), List.of(results));
    }

    private static CloudEvent event(String key, List<JobResult> results) {
        return Events.of(EventTypes.JOBS_FINISHED, "/c", "c", key, SampleEvents.TIME, new JobsFinished(results));
    }

    private static CloudEvent progressed(JobProgress progress) {
        return Events.of(
                EventTypes.JOBS_PROGRESSED, "/c", "c", "p", SampleEvents.TIME, new JobsProgressed(List.of(progress)));
    }
}
