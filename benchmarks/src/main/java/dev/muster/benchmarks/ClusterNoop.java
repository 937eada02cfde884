package dev.muster.benchmarks;

import dev.muster.benchmarks.Bench.Timed;
import dev.muster.cli.cluster.RayEnvironment;
import dev.muster.contract.Assignment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jobs that do nothing through the gateway against bare Ray tasks; calls from Java against calls from Python. */
public final class ClusterNoop {
    private static final int JOBS = 1_000;
    private static final int ROUNDS = 3;
    private static final List<String> CALLS = List.of("tasks", "pipelined", "in turn");

    private ClusterNoop() {}

    /** Prints all of them, and the ratios. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Map<String, Double> least = new LinkedHashMap<>();
        try (Fleet fleet = Fleet.open();
                Rival java = Rival.start(java(root));
                Rival python = Rival.start(List.of(
                        rays().resolve("bin/python3").toString(),
                        root.resolve("benchmarks/calls.py").toString()))) {
            for (int round = 0; round <= ROUNDS; round++) {
                List<Assignment> jobs = fleet.like(Fleet.nothing(0), JOBS);
                Map<String, Double> times = new LinkedHashMap<>();
                times.put(
                        "jobs through the gateway",
                        Timed.of(() -> fleet.train(jobs)).wall());
                CALLS.forEach(call -> times.put("Java, " + call, java.ask(call)));
                CALLS.forEach(call -> times.put("Python, " + call, python.ask(call)));
                // The first round warms all of them up.
                if (round > 0) {
                    times.forEach((what, time) -> least.merge(what, time, Math::min));
                    print(least, round);
                }
            }
        }
    }

    private static void print(Map<String, Double> least, int rounds) {
        System.out.printf(Locale.ROOT, "%d of each, least of %d rounds%n", JOBS, rounds);
        least.forEach((what, time) -> System.out.printf(
                Locale.ROOT, "%-28s %8.3f s  %8.3f ms each  %8.0f/s%n", what, time, 1000 * time / JOBS, JOBS / time));
        print(
                "jobs, of the time of bare Java tasks (aim: at most 1.5)",
                least,
                "jobs through the gateway",
                "Java, tasks");
        for (String call : CALLS) {
            print(call + ": Java, of Python's time", least, "Java, " + call, "Python, " + call);
        }
    }

    private static void print(String what, Map<String, Double> times, String ours, String theirs) {
        System.out.printf(
                Locale.ROOT,
                "%.2f %s%n",
                times.getOrDefault(ours, Double.NaN) / times.getOrDefault(theirs, Double.NaN),
                what);
    }

    /** With the cluster's own Ray first, as the gateway has it. */
    private static List<String> java(Path root) throws IOException {
        Path lib = Fleet.home().resolve("ray/clusters").resolve(Fleet.NAME).resolve("program/lib");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("gateway/target/cluster/gateway.options"),
                "-cp",
                new RayEnvironment(rays()).jar() + File.pathSeparator + lib + File.separator + "*",
                RayCalls.class.getName(),
                lib.toString(),
                Files.createTempDirectory(Fleet.home(), "driver").toString());
    }

    private static Path rays() {
        String own = System.getenv("MUSTER_RAY");
        return own == null ? Fleet.home().resolve("ray/2.60.0") : Path.of(own);
    }
}
