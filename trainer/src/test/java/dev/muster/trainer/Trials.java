package dev.muster.trainer;

import dev.muster.contract.JobSpec;
import dev.muster.data.PreparedDataset;
import java.util.Map;

/** Trains without attempts and stores. */
public final class Trials {
    private Trials() {}

    /** The metrics on the test part. */
    public static Map<String, Double> run(JobSpec job, PreparedDataset data) {
        return trained(job, data).scores().metrics();
    }

    static Trained trained(JobSpec job, PreparedDataset data) {
        try (Training training = Training.start(job, data)) {
            while (!training.done()) {
                training.advance(() -> false);
            }
            return training.finish();
        }
    }
}
