package dev.muster.gateway.http;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Resources;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Attempts to submit. */
public final class Samples {
    private Samples() {}

    /** That many, of one batch. */
    public static List<Assignment> assignments(int count) {
        return IntStream.range(0, count).mapToObj(Samples::assignment).toList();
    }

    private static Assignment assignment(int number) {
        DatasetSpec spec = new DatasetSpec(
                "digits",
                "/data/digits.csv",
                DataFormat.CSV,
                Task.CLASSIFICATION,
                "label",
                List.of(),
                new Split(0.1, 0.2, 1));
        return new Assignment(
                new Attempt(SampleEvents.BATCH, JobId.derive(SampleEvents.BATCH, "job-" + number), 1),
                new JobSpec(
                        "job-" + number,
                        "mlp",
                        "mlp",
                        Map.of("epochs", 2),
                        number,
                        new Dataset(spec, Digest.of("data")),
                        Resources.ONE_CPU));
    }
}
