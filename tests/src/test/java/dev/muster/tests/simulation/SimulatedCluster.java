package dev.muster.tests.simulation;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.contract.Outcome.FailureKind;
import dev.muster.contract.Recall;
import dev.muster.contract.TrainingCluster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cluster that trains nothing, and reports as clusters do: soon, late, twice, never, about results of others; or it
 * takes a chunk and its answer is lost, or it dies with all that runs on it.
 */
final class SimulatedCluster implements TrainingCluster {
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final String name;
    private final int slots;
    private final World world;
    private final Chance chance;
    private final Set<Attempt> here = new LinkedHashSet<>();
    private final Set<Attempt> taken = new HashSet<>();
    private final Set<Attempt> silent = new HashSet<>();
    private final List<JobResult> unsaid = new ArrayList<>();
    private final List<Recall> made = new ArrayList<>();
    private Instant downUntil = Instant.EPOCH;
    private boolean beating;

    SimulatedCluster(String name, int slots, World world, Chance chance) {
        this.name = name;
        this.slots = slots;
        this.world = world;
        this.chance = chance;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capacity capacity() {
        answer("capacity");
        return new Capacity(slots, here.size());
    }

    @Override
    public void submit(List<Assignment> chunk) {
        answer("submit");
        for (Assignment assignment : chunk) {
            if (taken.add(assignment.attempt())) {
                start(assignment);
            }
        }
        answer("submitted");
    }

    private void answer(String what) {
        if (downUntil.isAfter(world.time().now()) || chance.of(world.weather().lost())) {
            throw new ClusterUnavailableException(name, new IOException(what));
        }
    }

    private void start(Assignment assignment) {
        Attempt attempt = assignment.attempt();
        here.add(attempt);
        boolean kills = assignment.job().parameters().containsKey(Requests.KILLS);
        if (kills) {
            silent.add(attempt);
            world.time().in(Duration.ofSeconds(5), () -> here.remove(attempt));
            return;
        }
        Duration takes = Duration.ofSeconds(1).plus(chance.upTo(Duration.ofSeconds(40)));
        if (chance.of(world.weather().silent())) {
            silent.add(attempt);
            takes = takes.plus(chance.upTo(Duration.ofHours(1)));
        }
        world.time().in(takes, () -> end(assignment));
        beat();
    }

    /** Says what runs, as long as something does. */
    private void beat() {
        if (!beating) {
            beating = true;
            world.time().in(BEAT, () -> {
                beating = false;
                List<JobProgress> alive = here.stream()
                        .filter(attempt -> !silent.contains(attempt))
                        .map(attempt -> new JobProgress(attempt, 1, 3, Map.of(), 1))
                        .toList();
                if (!alive.isEmpty()) {
                    world.progressed(alive);
                }
                if (!here.isEmpty()) {
                    beat();
                }
            });
        }
    }

    private void end(Assignment assignment) {
        Attempt attempt = assignment.attempt();
        if (here.remove(attempt) || silent.contains(attempt)) {
            Outcome outcome = outcome(assignment);
            say(new JobResult(attempt, outcome, 1.5));
            if (chance.of(world.weather().twice())) {
                world.time().in(chance.upTo(Duration.ofMinutes(2)), () -> say(new JobResult(attempt, outcome, 1.5)));
            }
        }
    }

    private Outcome outcome(Assignment assignment) {
        Attempt attempt = assignment.attempt();
        if (assignment.job().parameters().containsKey(Requests.INVALID)) {
            return new Outcome.Failed(FailureKind.INVALID, "it cannot work");
        }
        if (chance.of(0.2)) {
            return new Outcome.Failed(chance.of(0.5) ? FailureKind.TRANSIENT : FailureKind.UNKNOWN, "it broke");
        }
        Map<String, Double> metrics = Map.of("accuracy", Math.round(chance.share() * 1000) / 1000.0);
        List<Recall> known = chance.of(0.05) ? made : assignment.recalls();
        if (!known.isEmpty() && chance.of(0.9)) {
            Recall recall = chance.any(known);
            return new Outcome.Succeeded(metrics, recall.model(), recall.manifest(), 0, recall.attempt());
        }
        Recall mine = new Recall(attempt, "sha256:" + attempt.job() + "/" + attempt.number(), attempt.path());
        made.add(mine);
        return new Outcome.Succeeded(metrics, mine.model(), mine.manifest(), 3);
    }

    /** Results that are there at about the same time are said together. */
    private void say(JobResult result) {
        if (unsaid.isEmpty()) {
            world.time().in(chance.upTo(Duration.ofSeconds(2)), () -> {
                world.finished(List.copyOf(unsaid));
                unsaid.clear();
            });
        }
        unsaid.add(result);
    }

    @Override
    public void cancel(Collection<Attempt> attempts) {
        answer("cancel");
        for (Attempt attempt : attempts) {
            if (here.contains(attempt) && !silent.contains(attempt)) {
                world.time().in(chance.upTo(Duration.ofSeconds(8)), () -> {
                    if (here.remove(attempt)) {
                        say(new JobResult(attempt, new Outcome.Stopped(1), 0.5));
                    }
                });
            }
        }
        answer("cancelled");
    }

    /** Dies with all that runs on it; some of what ran there is heard of all the same, when it is too late. */
    void die() {
        downUntil = world.time().now().plus(chance.upTo(Duration.ofMinutes(5)));
        here.stream().filter(attempt -> chance.of(0.5)).forEach(silent::add);
        here.clear();
    }

    @Override
    public void close() {
        // Nothing runs.
    }
}
