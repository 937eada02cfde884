package dev.muster.trainer.djl;

import dev.muster.contract.Task;
import java.util.Set;

/** Linear regression by least squares. */
public final class LinearRegression extends GradientAlgorithm {
    /** For {@code ServiceLoader}. */
    public LinearRegression() {
        super(
                "linear-regression",
                Set.of(Task.REGRESSION),
                (parameters, data) -> new NetworkBuilder(data.features()).outputs(Architecture.outputs(data)));
    }
}
