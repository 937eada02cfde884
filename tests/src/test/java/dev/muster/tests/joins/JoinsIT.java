package dev.muster.tests.joins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.contract.Absence;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.Coverage;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.Gates;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.Metric;
import dev.muster.contract.Outcome;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.SettableClock;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.contract.Verdict;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.joins.Day.Step;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * In whatever order results arrive, and however often: each batch gets one verdict, the one that its policy says, and
 * what comes later changes nothing. A failure prints its seed.
 *
 * <p>Seen to fail on: results that count after the deadline; completions that are another event each time.
 */
class JoinsIT {
    private static final Dataset DATA = new Dataset(
            new DatasetSpec(
                    "digits", "/digits.csv", DataFormat.CSV, Task.CLASSIFICATION, "y", List.of(), Split.DEFAULT),
            "sha256:digits");
    private static final SettableClock TIME = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));

    private static EmbeddedPostgres server;
    private static Ledger ledger;
    private static Aggregate aggregate;
    private static int batches;

    @BeforeContainer
    static void open() {
        server = EmbeddedPostgres.ephemeral();
        ledger = Ledger.open(new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 2), TIME);
        Notifier notifier = Notifier.inline(ledger, NotifierConfig.calling(AllowedHosts.NONE));
        aggregate = new Aggregate(ledger, Manifests.unchecked(), notifier, Duration.ofSeconds(30));
    }

    @AfterContainer
    static void close() {
        ledger.close();
        server.close();
    }

    @Property(tries = 150)
    void theVerdictIsTheOneThatThePolicySays(@ForAll("days") Day day) {
        Batch batch = new Batch(day);

        Verdict verdict = batch.live();

        assertThat(ending(verdict)).isEqualTo(day.expected());
        assertThat(batch.said).as("completed once").hasSize(1);
        Coverage coverage = verdict.coverage();
        assertThat(coverage.counted() + coverage.absent().size()).isEqualTo(coverage.jobs());
    }

    @Property(tries = 50)
    void nothingThatComesAgainChangesAnything(@ForAll("days") Day day) {
        Batch batch = new Batch(day);
        Verdict verdict = batch.live();
        Map<String, List<CloudEvent>> before = new TreeMap<>(batch.answers);

        assertThat(batch.live()).isEqualTo(verdict);

        assertThat(batch.answers).as("each event gets the very same answer").isEqualTo(before);
        assertThat(batch.said).hasSize(1);
    }

    @Property(tries = 50)
    void doublesChangeNoVerdict(@ForAll("days") Day day) {
        assertThat(ending(new Batch(day.withoutDoubles().ended()).live())).isEqualTo(ending(new Batch(day).live()));
    }

    @Provide
    Arbitrary<Day> days() {
        Arbitrary<Step> results = Arbitraries.integers().between(0, 5).map(Day.Result::new);
        Arbitrary<Step> pauses = Arbitraries.of(1, 10, 20).map(minutes -> new Day.Pause(Duration.ofMinutes(minutes)));
        Arbitrary<Step> steps = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, results),
                net.jqwik.api.Tuple.of(2, pauses),
                net.jqwik.api.Tuple.of(1, Arbitraries.just(new Day.Sweep())));
        Arbitrary<List<Double>> accuracies =
                Arbitraries.of(0.0, 0.5, 0.7, 0.8, 0.9).list().ofMinSize(1).ofMaxSize(6);
        return Combinators.combine(
                        Arbitraries.of(When.values()),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.of(true, false),
                        accuracies,
                        steps.list().ofMaxSize(14))
                .as((when, finished, hurried, jobs, all) ->
                        new Day(when, Math.min(finished, jobs.size()), hurried, jobs, all).ended());
    }

    private static Day.Ending ending(Verdict verdict) {
        Set<String> absent =
                verdict.coverage().absent().stream().map(Absence::name).collect(Collectors.toSet());
        Set<Integer> counted = IntStream.range(0, verdict.jobs().size())
                .filter(job -> !absent.contains("job-" + job))
                .boxed()
                .collect(Collectors.toSet());
        Integer best = IntStream.range(0, verdict.jobs().size())
                .filter(job -> verdict.jobs().get(job).id().equals(verdict.best()))
                .boxed()
                .findFirst()
                .orElse(null);
        return new Day.Ending(verdict.state() == BatchState.PASSED, counted, best);
    }

    /** A batch that lives through a day. */
    private static final class Batch {
        final Set<String> said = new LinkedHashSet<>();
        final Map<String, List<CloudEvent>> answers = new TreeMap<>();
        private final BatchId id = BatchId.derive("/tests/joins", "batch " + batches++);
        private final Day day;
        private final List<Attempt> attempts;
        private final Instant start = TIME.instant();

        Batch(Day day) {
            this.day = day;
            ledger.intake().accept(id, spec(day), List.of(), "request " + id, "/tests/joins");
            attempts = ledger.claims().claim("c", 100, Duration.ofDays(1), Optional.of(id)).stream()
                    .map(assignment -> assignment.attempt())
                    .toList();
        }

        private static BatchSpec spec(Day day) {
            List<JobSpec> jobs = IntStream.range(0, day.accuracies().size())
                    .mapToObj(i -> new JobSpec("job-" + i, "mlp", "mlp", Map.of(), i, DATA, Resources.ONE_CPU))
                    .toList();
            boolean one = day.when() == When.FIRST_GOOD;
            List<Gates.Threshold> good = one ? List.of(new Gates.Threshold(Metric.ACCURACY, Day.GOOD)) : List.of();
            return new BatchSpec(
                    "day",
                    Queueing.USUAL,
                    jobs,
                    new Gates(null, good, Set.of(), one ? null : day.finished()),
                    new JoinPolicy(day.when(), day.hurried() ? Day.DEADLINE : null),
                    RetryPolicy.DEFAULT,
                    null,
                    null,
                    false);
        }

        Verdict live() {
            int sweeps = 0;
            for (Step step : day.steps()) {
                if (step instanceof Day.Pause pause) {
                    TIME.advance(pause.time());
                } else if (step instanceof Day.Result result) {
                    hear(finished(result.job() % attempts.size()));
                } else {
                    hear(event(EventTypes.SWEEP_REQUESTED, "sweep " + sweeps++, Map.of()));
                }
            }
            return ledger.history().verdict(id).orElseThrow();
        }

        private void hear(CloudEvent event) {
            List<CloudEvent> answer = aggregate.handle(event);
            answer.forEach(completed -> said.add(completed.getId() + " " + completed.getData()));
            List<CloudEvent> before = answers.put(event.getId(), answer);
            if (before != null && !before.isEmpty()) {
                assertThat(answer).as("once it led to the verdict").isEqualTo(before);
            }
        }

        private CloudEvent finished(int job) {
            double accuracy = day.accuracies().get(job);
            Attempt attempt = attempts.get(job);
            Outcome outcome = accuracy > 0
                    ? new Outcome.Succeeded(
                            Map.of("accuracy", accuracy), "sha256:" + attempt.job(), attempt.path() + "/m", 1)
                    : new Outcome.Failed(Outcome.FailureKind.INVALID, "it broke");
            JobResult result = new JobResult(attempt, outcome, 1);
            return event(EventTypes.JOBS_FINISHED, "job " + job, new JobsFinished(List.of(result)));
        }

        private CloudEvent event(String type, String key, Object data) {
            return Events.of(type, "/tests/joins", id.value(), id + " " + key, start, data);
        }
    }
}
