package dev.muster.tests.proof;

import dev.muster.contract.BatchSpec;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Batches that nobody trains. */
public final class Batches {
    private static final Dataset DATA = new Dataset(
            new DatasetSpec(
                    "digits", "/digits.csv", DataFormat.CSV, Task.CLASSIFICATION, "y", List.of(), Split.DEFAULT),
            "sha256:digits");

    private Batches() {}

    /** One of so many jobs, none of them like any other. */
    public static BatchSpec of(String name, int jobs) {
        List<JobSpec> specs = IntStream.range(0, jobs)
                .mapToObj(i -> new JobSpec("job-" + i, "mlp", "mlp", Map.of("name", name), i, DATA, Resources.ONE_CPU))
                .toList();
        return new BatchSpec(
                name, Queueing.USUAL, specs, Gates.NONE, JoinPolicy.ALL, RetryPolicy.DEFAULT, null, null, false);
    }
}
