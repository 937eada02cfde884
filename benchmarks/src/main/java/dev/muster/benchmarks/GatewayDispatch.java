package dev.muster.benchmarks;

import dev.muster.benchmarks.Bench.Timed;
import dev.muster.contract.Assignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Jobs that do nothing through the gateway, against one Ray job for each, on the same cluster; and what both keep. */
public final class GatewayDispatch {
    private static final int JOBS = 1_000;
    private static final int RIVALS = 5;
    private static final int ROUNDS = 3;
    private static final int PATIENCE = 15;
    private static final int BATCHES = 200;
    private static final int IN_A_BATCH = 20;
    private static final String DRIVER = "python3 -c \"import ray, time; ray.init(); time.sleep(60)\" benchmark-driver";

    private GatewayDispatch() {}

    /** Prints both, and their ratios. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.open()) {
            RayJobs ray = new RayJobs();
            fleet.train(fleet.like(Fleet.nothing(0), JOBS));
            speed(fleet, ray);
            memory(fleet, ray);
        }
    }

    private static void speed(Fleet fleet, RayJobs ray) throws IOException {
        Timed ours = Timed.NEVER;
        Timed theirs = Timed.NEVER;
        for (int round = 0; round < ROUNDS; round++) {
            List<Assignment> jobs = fleet.like(Fleet.nothing(0), JOBS);
            ours = ours.or(Timed.of(() -> fleet.train(jobs)));
            theirs = theirs.or(Timed.of(() -> ray.run("true", RIVALS)));
        }
        System.out.printf(Locale.ROOT, "least of %d rounds; CPU is of the one who submits%n", ROUNDS);
        ours.print("Muster, submission to jobs.finished", JOBS);
        theirs.print("a Ray job each, all submitted at once", RIVALS);
        System.out.printf(
                Locale.ROOT,
                "%.0f times as many a second (aim: at least 100)%n",
                JOBS / ours.wall() / (RIVALS / theirs.wall()));
    }

    /** Batches that wait and run on warm workers, against Ray jobs that run. */
    private static void memory(Fleet fleet, RayJobs ray) throws IOException, InterruptedException {
        double before = Footprint.of(ours()).memory();
        List<Assignment> all = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<Assignment> jobs = fleet.like(Fleet.nothing(60_000), IN_A_BATCH);
            fleet.submit(jobs);
            all.addAll(jobs);
        }
        double each = (Footprint.of(ours()).memory() - before) / BATCHES;
        fleet.cancel(all);
        List<String> ids = ray.submit(DRIVER, 2);
        ray.await(ids, "RUNNING");
        // Until the drivers have connected.
        TimeUnit.SECONDS.sleep(PATIENCE);
        double supervisor = Footprint.of(Footprint.find(command -> command.contains("JobSupervisor")))
                        .memory()
                / 2;
        double driver = Footprint.of(drivers()).memory() / 2;
        ray.stop(ids);
        System.out.printf(
                Locale.ROOT,
                "%.2f MB for each of %d batches of %d jobs in the gateway's hands, workers included;"
                        + " %.0f MB a Ray job (supervisor %.0f, driver %.0f): %.2f %% (aim: at most 1)%n",
                each,
                BATCHES,
                IN_A_BATCH,
                supervisor + driver,
                supervisor,
                driver,
                100 * each / (supervisor + driver));
    }

    private static List<Long> ours() {
        List<Long> processes = new ArrayList<>(Footprint.gateway());
        processes.addAll(Footprint.workers());
        return processes;
    }

    private static List<Long> drivers() {
        return Footprint.find(command -> command.startsWith("python3 -c import ray"));
    }
}
