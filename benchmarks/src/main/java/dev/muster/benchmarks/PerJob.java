package dev.muster.benchmarks;

import dev.muster.benchmarks.Bench.Timed;
import dev.muster.validate.BatchText;
import io.ray.api.ActorHandle;
import io.ray.api.Ray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What Muster adds to a job: a thousand jobs that do nothing, through every step and the ledger, against a thousand
 * calls of a Ray actor in LOCAL mode, in turns in one process.
 */
public final class PerJob {
    private static final int JOBS = 1_000;
    private static final int ROUNDS = 5;

    private PerJob() {}

    /** An actor that answers with what it is given. */
    public static final class Echo {
        /** The same bytes. */
        public byte[] call(byte[] bytes) {
            return bytes;
        }
    }

    /** Prints both, and the ratio. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("muster-per-job-");
        IdleWork work = IdleWork.in(folder);
        Timed ours = Timed.NEVER;
        Timed bare = Timed.NEVER;
        try (Bench bench = Bench.open(folder, List.of(work.folder()), work.catalogue())) {
            for (int round = 0; round <= ROUNDS; round++) {
                var resolved = bench.muster().resolver().resolve(batch(work.rows(), "per-job-" + round));
                Timed us = bench.batch(resolved, "per-job-" + round);
                Timed them = Timed.of(PerJob::calls);
                // The first round warms both up.
                if (round > 0) {
                    ours = ours.or(us);
                    bare = bare.or(them);
                }
            }
        }
        System.out.printf(Locale.ROOT, "%d jobs that do nothing; least of %d rounds%n", JOBS, ROUNDS);
        ours.print("Muster, request to verdict", JOBS);
        bare.print("bare Ray LOCAL actor calls, one at a time", JOBS);
        System.out.printf(
                Locale.ROOT, "overhead %.2f ms a job (aim: at most 6)%n", 1000 * (ours.wall() - bare.wall()) / JOBS);
    }

    private static BatchText batch(Path rows, String name) {
        String jobs = IntStream.range(0, JOBS)
                .mapToObj(job -> "{\"name\": \"j%d\", \"model\": \"nothing\", \"seed\": %d}".formatted(job, job))
                .collect(Collectors.joining(",\n"));
        String text = """
                {"batch": "%s",
                 "dataset": {"path": "%s", "task": "classification", "target": "y"},
                 "jobs": [%s]}""".formatted(name, rows, jobs);
        return BatchText.of(text.getBytes(StandardCharsets.UTF_8), name);
    }

    private static void calls() {
        ActorHandle<Echo> actor = Ray.actor(Echo::new).remote();
        byte[] bytes = new byte[64];
        for (int call = 0; call < JOBS; call++) {
            if (actor.task(Echo::call, bytes).remote().get().length != bytes.length) {
                throw new IllegalStateException("another answer");
            }
        }
    }
}
