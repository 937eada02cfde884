package dev.muster.contract.batchfile;

import dev.muster.contract.Dataset;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Resources;
import java.util.Map;

/**
 * One training, but for the digest of its data.
 *
 * @param name unique in its batch
 * @param model as the user wrote it
 * @param algorithm that learns it
 * @param parameters every one of the algorithm
 * @param seed of everything random in it
 * @param dataset to learn from
 * @param resources that it needs
 */
public record JobDraft(
        String name,
        String model,
        String algorithm,
        Map<String, Object> parameters,
        long seed,
        DatasetDraft dataset,
        Resources resources) {
    public JobDraft {
        parameters = Map.copyOf(parameters);
    }

    /** The finished job. */
    public JobSpec with(Dataset inspected) {
        return new JobSpec(name, model, algorithm, parameters, seed, inspected, resources);
    }
}
