package dev.muster.tests.simulation;

import dev.muster.contract.BatchSpec;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Metric;
import dev.muster.contract.Profile;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.ledger.queue.Preemption;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What people ask for in a simulated world, and how they share it. */
final class Requests {
    /** A parameter of jobs that kill whatever runs them. */
    static final String KILLS = "kills";

    /** A parameter of jobs that cannot succeed. */
    static final String INVALID = "invalid";

    static final Profile PROFILE = new Profile("sha256:d", 100, 1000, List.of(), Map.of("yes", 60L, "no", 40L));

    private static final List<String> TEAMS = List.of("research", "sales", "ops", "guests");
    private static final Dataset DATA = new Dataset(
            new DatasetSpec("d", "/d.csv", DataFormat.CSV, Task.CLASSIFICATION, "y", List.of(), Split.DEFAULT),
            PROFILE.digest());

    private Requests() {}

    /** How teams share: not at all, or by weights, quotas and limits, with preemption or without. */
    static QueuePolicy policy(Chance chance) {
        if (chance.of(0.2)) {
            return QueuePolicy.USUAL;
        }
        Map<String, Team> teams = chance.of(0.8)
                ? Map.of(
                        "research",
                        new Team(3, chance.of(0.5) ? chance.from(2, 5) : null, null, null),
                        "sales",
                        new Team(1, null, chance.of(0.5) ? chance.from(2, 6) : null, null),
                        "ops",
                        new Team(0.5, null, null, chance.of(0.5) ? chance.from(1, 2) : null),
                        "default",
                        new Team(1, chance.of(0.3) ? 2 : null, null, null))
                : Map.of();
        Map<String, Integer> clusters = chance.of(0.3) ? Map.of("west", chance.from(1, 4)) : Map.of();
        Preemption preemption = chance.of(0.4) ? new Preemption(chance.from(2, 4), chance.from(1, 2)) : null;
        return new QueuePolicy(teams, clusters, Duration.ofMinutes(10), preemption);
    }

    /** A batch. */
    static BatchSpec batch(String name, Chance chance, Instant now) {
        int jobs = chance.from(1, 5);
        JoinPolicy.When when = chance.of(0.5)
                ? JoinPolicy.When.ALL
                : chance.of(0.5) ? JoinPolicy.When.QUORUM : JoinPolicy.When.FIRST_GOOD;
        boolean counted = when == JoinPolicy.When.QUORUM || (when == JoinPolicy.When.ALL && chance.of(0.3));
        Duration within = chance.of(0.25) ? Duration.ofSeconds(chance.from(20, 400)) : null;
        return new BatchSpec(
                name,
                queueing(chance, now),
                IntStream.range(0, jobs).mapToObj(i -> job(i, chance)).toList(),
                gates(chance, counted ? Integer.valueOf(chance.from(1, jobs)) : null),
                new JoinPolicy(when, within),
                new RetryPolicy(chance.from(1, 4), Duration.ofSeconds(chance.from(1, 8))),
                chance.of(0.4) ? "digits" : null,
                null,
                chance.of(0.1));
    }

    private static Queueing queueing(Chance chance, Instant now) {
        return new Queueing(
                chance.any(TEAMS),
                chance.of(0.5) ? 0 : chance.below(12),
                chance.of(0.3) ? chance.from(1, 2) : null,
                chance.of(0.15) ? now.plusSeconds(chance.from(1, 600)) : null);
    }

    private static Gates gates(Chance chance, @Nullable Integer finished) {
        List<Gates.Threshold> minimums =
                chance.of(0.4) ? List.of(new Gates.Threshold(Metric.ACCURACY, chance.from(2, 8) / 10.0)) : List.of();
        Set<Gates.Baseline> beats = chance.of(0.2) ? Set.of(chance.any(List.of(Gates.Baseline.values()))) : Set.of();
        return new Gates(null, minimums, beats, finished);
    }

    private static JobSpec job(int number, Chance chance) {
        Map<String, Object> parameters = chance.of(0.02)
                ? Map.of(KILLS, true)
                : chance.of(0.04) ? Map.of(INVALID, true) : Map.of("epochs", chance.below(40));
        Resources resources = chance.of(0.7) ? Resources.ONE_CPU : new Resources(chance.from(1, 2), chance.below(2), 0);
        return new JobSpec("job-" + number, "MLP", "mlp", parameters, 42, DATA, resources);
    }
}
