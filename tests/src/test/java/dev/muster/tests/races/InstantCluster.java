package dev.muster.tests.races;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.JobsProgressed;
import dev.muster.contract.Outcome;
import dev.muster.contract.Outcome.FailureKind;
import dev.muster.contract.Recall;
import dev.muster.contract.TrainingCluster;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A cluster whose attempts end as they are submitted. Most succeed, or use the result that they were offered; of the
 * first attempts some fail, and some say nothing until another was made for their job, and then report too. Some
 * submissions are taken, and not answered. Thread-safe: all instances of <em>train</em> share it.
 */
final class InstantCluster implements TrainingCluster {
    private static final int TOGETHER = 4;

    private final Bus bus;
    private final int slots;
    private final Set<Attempt> submitted = ConcurrentHashMap.newKeySet();
    private final Set<Attempt> twice = ConcurrentHashMap.newKeySet();
    private final Set<Integer> swallowed = ConcurrentHashMap.newKeySet();

    InstantCluster(Bus bus, int slots) {
        this.bus = bus;
        this.slots = slots;
    }

    @Override
    public String name() {
        return "instant";
    }

    /** Room for as many as there are reports that wait to be heard. */
    @Override
    public Capacity capacity() {
        return new Capacity(slots, bus.backlog("aggregate"));
    }

    @Override
    public void submit(List<Assignment> chunk) {
        chunk.forEach(assignment -> {
            if (!submitted.add(assignment.attempt())) {
                twice.add(assignment.attempt());
            }
        });
        for (int from = 0; from < chunk.size(); from += TOGETHER) {
            report(chunk.subList(from, Math.min(chunk.size(), from + TOGETHER)));
        }
        int fate = fate(chunk.get(0).attempt(), 40);
        if (fate == 0 && swallowed.add(chunk.hashCode())) {
            throw new ClusterUnavailableException(name(), new IOException("the answer was lost"));
        }
    }

    private void report(List<Assignment> chunk) {
        List<JobResult> results = new ArrayList<>();
        List<JobProgress> progress = new ArrayList<>();
        for (Assignment assignment : chunk) {
            Attempt attempt = assignment.attempt();
            progress.add(new JobProgress(attempt, 1, 1, Map.of("loss", 0.5), 0.1));
            if (attempt.number() == 2) {
                Attempt first = new Attempt(attempt.batch(), attempt.job(), 1);
                results.add(new JobResult(first, success(first, List.of()), 9));
            }
            if (attempt.number() > 1 || fate(attempt, 25) > 1) {
                results.add(new JobResult(attempt, success(attempt, assignment.recalls()), 0.1));
            } else if (fate(attempt, 25) == 1) {
                results.add(new JobResult(attempt, new Outcome.Failed(FailureKind.TRANSIENT, "it broke"), 0.1));
            }
        }
        bus.emit(event(EventTypes.JOBS_PROGRESSED, progress.toString(), new JobsProgressed(progress)));
        if (!results.isEmpty()) {
            bus.emit(event(EventTypes.JOBS_FINISHED, results.toString(), new JobsFinished(results)));
        }
    }

    private static Outcome success(Attempt attempt, List<Recall> recalls) {
        Map<String, Double> metrics = Map.of("accuracy", 0.5 + fate(attempt, 1000) / 2000.0);
        if (!recalls.isEmpty()) {
            Recall recall = recalls.get(0);
            return new Outcome.Succeeded(metrics, recall.model(), recall.manifest(), 0, recall.attempt());
        }
        return new Outcome.Succeeded(metrics, model(attempt), attempt.path() + "/manifest.json", 1);
    }

    /** The model that an attempt makes, and no other does. */
    static String model(Attempt attempt) {
        return "sha256:" + attempt.job() + "/" + attempt.number();
    }

    private static CloudEvent event(String type, String key, Object data) {
        return Events.of(type, "/tests/races", "attempts", key, Instant.EPOCH, data);
    }

    /** One of so many, always the same for an attempt. */
    private static int fate(Attempt attempt, int many) {
        return Math.floorMod((attempt.job().value() + attempt.number()).hashCode(), many);
    }

    /** Attempts that were given out twice. */
    Set<Attempt> twice() {
        return twice;
    }

    /** For people. */
    String figures() {
        return submitted.size() + " attempts, " + swallowed.size() + " submissions without an answer";
    }

    @Override
    public void cancel(Collection<Attempt> attempts) {
        // Whatever was submitted has ended.
    }

    @Override
    public void close() {
        // Nothing runs.
    }
}
