package dev.muster.trainer;

import dev.muster.contract.JobSpec;
import dev.muster.contract.Task;
import dev.muster.data.PreparedDataset;
import java.util.Map;
import java.util.Set;

/**
 * A way to learn a model; found by {@code ServiceLoader}, so that a jar on the class path can bring more of them.
 * Thread-safe.
 */
public interface Algorithm {
    /** The name in job specs, such as {@code resnet}. */
    String name();

    /** What it can learn. */
    Set<Task> tasks();

    /** Names and versions of the libraries that the result depends on; goes into the provenance. */
    Map<String, String> versions();

    /**
     * Starts from the beginning.
     *
     * @param job with every parameter filled in; everything random derives from its seed
     * @param data to learn from
     * @throws dev.muster.contract.InvalidInputException with every parameter that it cannot work with, or when the data
     *     has the wrong form
     */
    Learner start(JobSpec job, PreparedDataset data);

    /**
     * Makes a stored model ready to predict.
     *
     * @throws dev.muster.trainer.codec.DamagedException when the file holds no such model
     */
    Predictor load(ModelFile file);
}
