package dev.muster.tests.simulation;

import dev.muster.aggregate.Aggregate;
import dev.muster.aggregate.Manifests;
import dev.muster.aggregate.Notifier;
import dev.muster.aggregate.NotifierConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.contract.Outcome.FailureKind;
import dev.muster.contract.Recall;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Doors;
import dev.muster.ledger.queue.QueuePolicy;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Calls of doors, any of them, each with its answer in a form that can be compared: made on whatever ledger. */
final class Calls {
    private final Chance chance;
    private final QueuePolicy policy;
    private final Clock clock;
    private final List<BatchId> batches = new ArrayList<>();
    private final List<Assignment> claimed = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<Doors, Aggregate> aggregates = new HashMap<>();
    private int number;

    Calls(Chance chance, QueuePolicy policy, Clock clock) {
        this.chance = chance;
        this.policy = policy;
        this.clock = clock;
    }

    Call next() {
        number++;
        if (batches.isEmpty() || chance.of(0.12)) {
            return accept();
        }
        if (claimed.isEmpty() || chance.of(0.2)) {
            return claim();
        }
        return switch (chance.below(16)) {
            case 0, 1, 2, 3 -> results();
            case 4 -> progress();
            case 5 -> end();
            case 6 ->
                new Call("drop", doors -> new HashSet<>(doors.claims(policy).drop()));
            case 7 -> stops();
            case 8 -> looks();
            case 9, 10, 11 -> judge();
            case 12 -> again();
            default -> people();
        };
    }

    private Call accept() {
        String name = "batch-" + (batches.isEmpty() || chance.of(0.8) ? number : chance.below(number));
        BatchSpec spec = Requests.batch(name, chance, clock.instant());
        BatchId id = BatchId.derive("/calls", name);
        batches.add(id);
        return new Call(
                "accept " + name,
                doors -> doors.intake().accept(id, spec, List.of(Requests.PROFILE), "cause-" + number, "/calls"));
    }

    private Call claim() {
        String cluster = chance.any(List.of("east", "west"));
        int limit = chance.from(1, 6);
        return new Call("claim", doors -> {
            List<Assignment> answer = doors.claims(policy).claim(cluster, limit, Functions.LEASE, Optional.empty());
            answer.stream().filter(it -> !claimed.contains(it)).forEach(claimed::add);
            return answer;
        });
    }

    /** Of recent attempts mostly; some of them are over. */
    private Assignment some() {
        int recent = Math.min(claimed.size(), chance.of(0.8) ? 8 : 60);
        return claimed.get(claimed.size() - 1 - chance.below(recent));
    }

    private Call results() {
        List<JobResult> results = new ArrayList<>();
        for (int i = chance.from(1, 3); i > 0; i--) {
            Assignment of = some();
            results.add(new JobResult(of.attempt(), outcome(of), chance.from(1, 9) / 4.0));
        }
        return new Call("record " + results, doors -> doors.results().record(results));
    }

    private Outcome outcome(Assignment of) {
        Attempt attempt = of.attempt();
        if (chance.of(0.4)) {
            return chance.of(0.3)
                    ? new Outcome.Stopped(2)
                    : new Outcome.Failed(chance.any(List.of(FailureKind.values())), "it broke");
        }
        Map<String, Double> metrics = Map.of("accuracy", chance.from(0, 100) / 100.0, "loss", 0.5);
        List<Recall> known = chance.of(0.1) ? some().recalls() : of.recalls();
        if (!known.isEmpty() && chance.of(0.7)) {
            Recall recall = chance.any(known);
            return new Outcome.Succeeded(metrics, recall.model(), recall.manifest(), 0, recall.attempt());
        }
        return new Outcome.Succeeded(metrics, "sha256:" + attempt.job() + "/" + attempt.number(), attempt.path(), 3);
    }

    private Call progress() {
        JobProgress said =
                new JobProgress(some().attempt(), chance.from(1, 3), 3, Map.of("loss", 0.5), chance.below(9));
        return new Call("progress " + said, doors -> {
            doors.results().progress(List.of(said), Functions.LEASE);
            return "";
        });
    }

    private Call end() {
        if (chance.of(0.6)) {
            return new Call(
                    "expire", doors -> new HashSet<>(doors.claims(policy).expire(Functions.LEASE)));
        }
        if (chance.of(0.2)) {
            return new Call(
                    "abandon", doors -> new HashSet<>(doors.claims(policy).abandon("west")));
        }
        List<Attempt> back = List.of(some().attempt(), some().attempt());
        return new Call("handBack " + back, doors -> {
            doors.claims(policy).handBack(back);
            return "";
        });
    }

    private Call stops() {
        int free = chance.from(-2, 2);
        return chance.of(0.7)
                ? new Call("preempt " + free, doors -> doors.claims(policy).preempt("east", free))
                : new Call(
                        "unwanted", doors -> new HashSet<>(doors.claims(policy).unwanted("east")));
    }

    private Call looks() {
        BatchId batch = chance.any(batches);
        return switch (chance.below(3)) {
            case 0 -> new Call("waiting", doors -> doors.joins().waiting());
            case 1 -> new Call("clusters", doors -> doors.claims(policy).clusters());
            default -> new Call("ready " + batch, doors -> doors.joins().ready(batch));
        };
    }

    /** By the real function: what it answers rests on all that it read. */
    private Call judge() {
        CloudEvent tick =
                Events.of(EventTypes.SWEEP_REQUESTED, "/calls", "tick", "tick " + number, Instant.EPOCH, Map.of());
        return new Call("judge", doors -> {
            List<CloudEvent> answers = aggregate(doors).handle(tick);
            answers.stream()
                    .filter(answer -> answer.getType().equals(EventTypes.BATCH_COMPLETED))
                    .map(answer -> Events.data(answer, Verdict.class))
                    .forEach(verdicts::add);
            return answers;
        });
    }

    private Aggregate aggregate(Doors doors) {
        return aggregates.computeIfAbsent(
                doors,
                key -> new Aggregate(
                        doors,
                        Manifests.unchecked(),
                        Notifier.inline(doors, NotifierConfig.calling(AllowedHosts.NONE)),
                        Functions.LEASE));
    }

    /** A verdict that is no news, on what may have changed since. */
    private Call again() {
        if (verdicts.isEmpty()) {
            return judge();
        }
        Verdict old = chance.any(verdicts);
        Verdict plain = new Verdict(
                old.batch(),
                old.name(),
                old.state(),
                old.metric(),
                old.coverage(),
                old.jobs(),
                old.gates(),
                old.best(),
                null);
        return new Call("complete " + old.batch(), doors -> doors.joins().complete(plain, "again-" + number));
    }

    private Call people() {
        BatchId batch = chance.any(batches);
        if (chance.of(0.3)) {
            return new Call("cancel " + batch, doors -> doors.control("user").cancel(batch));
        }
        if (chance.of(0.5)) {
            Optional<String> only = chance.of(0.3) ? Optional.of("job-0") : Optional.empty();
            return new Call(
                    "resume " + batch + only, doors -> doors.control("user").resume(batch, only));
        }
        List<JobId> jobs =
                List.of(JobId.derive(batch, "job-0"), some().attempt().job());
        return new Call(
                "redrive " + jobs,
                doors -> doors.control("console").redrive(jobs, "mended").stream()
                        .sorted(Comparator.comparing(JobId::value))
                        .toList());
    }

    /** One call. */
    record Call(String what, Function<Doors, Object> made) {}
}
