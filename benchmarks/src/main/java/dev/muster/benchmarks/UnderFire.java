package dev.muster.benchmarks;

import dev.muster.benchmarks.Bench.Timed;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Outcome;
import dev.muster.train.TrainConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A training whose worker is killed every five seconds of training, against the same one undisturbed. The five seconds
 * begin with the first epoch that is reported after a restart: where a restart takes longer than that, nothing would be
 * trained.
 */
public final class UnderFire {
    private static final int PERIOD_SECONDS = 5;
    private static final Duration LEASE = TrainConfig.DEFAULT.lease();
    private static final int LOOK_MILLIS = 50;
    private static final int ROUNDS = 2;
    private static final int ATTEMPTS = 20;
    private static final String BATCH = """
            {batch: fire, dataset: mnist, jobs: [{model: mlp, parameters: {epochs: %d, hidden: [128], patience: 0}}]}""";

    private UnderFire() {}

    /** Prints both times, how many kills there were and what the restarts took; the argument is the repository. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toRealPath();
        JobSpec job = Fleet.job(root, BATCH.formatted(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_200));
        try (Fleet fleet = Fleet.open()) {
            train(fleet, Fleet.job(root, BATCH.formatted(1)));
            for (int round = 0; round < ROUNDS; round++) {
                Trained calm = train(fleet, job);
                Shots shots = new Shots(fleet);
                Trained shot = train(fleet, job);
                shots.cease();
                System.out.printf(
                        Locale.ROOT,
                        "undisturbed %.1f s; %.1f s with %d kills, %.1f s of them from a kill to the next epoch;"
                                + " same model: %s%n",
                        calm.seconds(),
                        shot.seconds(),
                        shots.kills,
                        shots.restarts,
                        calm.model().equals(shot.model()));
                System.out.printf(
                        Locale.ROOT,
                        "%.2f times undisturbed and restarts (aim: at most 1.25)%n",
                        shot.seconds() / (calm.seconds() + shots.restarts));
            }
        }
    }

    private static Trained train(Fleet fleet, JobSpec job) {
        Assignment first = fleet.like(job, 1).get(0);
        Outcome.Succeeded[] outcome = new Outcome.Succeeded[1];
        Timed timed = Timed.of(() -> outcome[0] = train(fleet, first));
        return new Trained(timed.wall(), outcome[0].model());
    }

    /**
     * As the pipeline does it: an attempt that died too often to be taken up by Ray, or gave no sign of life for a
     * lease, is followed by another.
     */
    private static Outcome.Succeeded train(Fleet fleet, Assignment assignment) {
        fleet.submit(List.of(assignment));
        Attempt attempt = assignment.attempt();
        Optional<Outcome> outcome = fleet.result(attempt, LEASE).map(JobResult::outcome);
        if (outcome.orElse(null) instanceof Outcome.Succeeded succeeded) {
            return succeeded;
        }
        System.out.printf(
                Locale.ROOT,
                "attempt %d: %s%n",
                attempt.number(),
                outcome.map(Outcome::toString).orElse("no sign of life for a lease"));
        if (attempt.number() == ATTEMPTS) {
            throw new IllegalStateException("no model after " + ATTEMPTS + " attempts");
        }
        return train(
                fleet,
                new Assignment(new Attempt(attempt.batch(), attempt.job(), attempt.number() + 1), assignment.job()));
    }

    /** Kills the worker that has used most time since the last look. */
    private static void kill(Map<Long, Double> before) {
        Map<Long, Double> now = new HashMap<>();
        Footprint.workers()
                .forEach(pid -> now.put(pid, Footprint.of(List.of(pid)).cpu()));
        now.keySet().stream()
                .max(Comparator.comparing(pid -> now.getOrDefault(pid, 0.0) - before.getOrDefault(pid, 0.0)))
                .flatMap(ProcessHandle::of)
                .ifPresent(ProcessHandle::destroyForcibly);
        before.clear();
        before.putAll(now);
    }

    private record Trained(double seconds, String model) {}

    /** What kills in the background. */
    private static final class Shots {
        private final Fleet fleet;
        private final CountDownLatch over = new CountDownLatch(1);
        private final Map<Long, Double> seen = new HashMap<>();
        private final Thread thread = new Thread(this::fire, "fire");
        private int kills;
        private double restarts;

        Shots(Fleet fleet) {
            this.fleet = fleet;
            Footprint.workers()
                    .forEach(pid -> seen.put(pid, Footprint.of(List.of(pid)).cpu()));
            thread.start();
        }

        private void fire() {
            try {
                boolean alive = trains();
                while (alive && !over.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
                    kill(seen);
                    kills++;
                    long killed = System.nanoTime();
                    alive = trains();
                    restarts += (System.nanoTime() - killed) / 1e9;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Waits until an epoch is reported; false when it is over before. */
        private boolean trains() throws InterruptedException {
            int before = fleet.epochs();
            while (fleet.epochs() == before) {
                if (over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        }

        void cease() throws InterruptedException {
            over.countDown();
            thread.join();
        }
    }
}
