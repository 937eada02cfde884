package dev.muster.benchmarks;

import dev.muster.benchmarks.Bench.Timed;
import dev.muster.contract.Assignment;
import dev.muster.contract.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Independent trainings on two workers, each on a core of its own, against one of the two. */
public final class TwoWorkers {
    private static final int JOBS = 60;
    private static final int ROUNDS = 3;
    private static final int LONG = 600_000;
    private static final String BATCH =
            "{batch: two, dataset: digits, jobs: [{model: mlp, parameters: {epochs: 100, patience: 0}}]}";

    private TwoWorkers() {}

    /** Prints both throughputs, and their ratio; the argument is the repository. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        JobSpec job = Fleet.job(Path.of(arguments[0]).toRealPath(), BATCH);
        Run one = Run.NEVER;
        Run two = Run.NEVER;
        try (Fleet fleet = Fleet.open()) {
            fleet.train(fleet.like(job, JOBS));
            pin();
            for (int round = 0; round < ROUNDS; round++) {
                two = two.or(Run.of(fleet, fleet.like(job, JOBS)));
                // The other worker sleeps meanwhile.
                List<Assignment> sleeper = fleet.like(Fleet.nothing(LONG), 1);
                fleet.submit(sleeper);
                TimeUnit.SECONDS.sleep(1);
                one = one.or(Run.of(fleet, fleet.like(job, JOBS)));
                fleet.cancel(sleeper);
                TimeUnit.SECONDS.sleep(1);
            }
        }
        one.print("one worker");
        two.print("two workers");
        System.out.printf(
                Locale.ROOT,
                "%.2f of twice one worker's throughput (aim: at least 0.95); CPU a training: %.2f times%n",
                one.wall() / two.wall() / 2,
                two.cpu() / one.cpu());
    }

    /** Each worker on a core of its own, and everything else where it likes. */
    private static void pin() throws IOException, InterruptedException {
        List<Long> workers = Footprint.workers();
        int cores = Runtime.getRuntime().availableProcessors();
        for (int worker = 0; worker < workers.size(); worker++) {
            new ProcessBuilder("taskset", "-apc", String.valueOf(worker % cores), String.valueOf(workers.get(worker)))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /**
     * All of them.
     *
     * @param wall seconds on the clock
     * @param cpu seconds, of the workers
     */
    private record Run(double wall, double cpu) {
        static final Run NEVER = new Run(Double.MAX_VALUE, Double.MAX_VALUE);

        static Run of(Fleet fleet, List<Assignment> jobs) {
            double before = Footprint.of(Footprint.workers()).cpu();
            Timed timed = Timed.of(() -> fleet.train(jobs));
            return new Run(timed.wall(), Footprint.of(Footprint.workers()).cpu() - before);
        }

        Run or(Run other) {
            return new Run(Math.min(wall, other.wall), Math.min(cpu, other.cpu));
        }

        void print(String what) {
            new Timed(wall, cpu).print(JOBS + " trainings, " + what, JOBS);
        }
    }
}
