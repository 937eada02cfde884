package dev.muster.trainer.djl;

import dev.muster.contract.Task;
import java.util.Set;

/** Multinomial logistic regression. */
public final class LogisticRegression extends GradientAlgorithm {
    /** For {@code ServiceLoader}. */
    public LogisticRegression() {
        super(
                "logistic-regression",
                Set.of(Task.CLASSIFICATION),
                (parameters, data) -> new NetworkBuilder(data.features()).outputs(Architecture.outputs(data)));
    }
}
