package dev.muster.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.muster.trainer.codec.Encoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerTest {
    private static final int STEPS = 2_000;

    @ParameterizedTest
    @CsvSource({"sgd, 1", "adam, 2"})
    void whatFadesIsForgottenBeforeItIsSubnormal(String name, int arrays) {
        try (PtNDManager manager = Torch.manager()) {
            PtNDArray weights = Torch.zeros(manager, 16);
            Torch.floats(weights).put(1, Float.MIN_NORMAL);
            Optimizer optimizer = new Hyperparameters(1, 1, 0.1, name, 0.9, 0, 0).optimizer(weights, manager);
            for (int step = 0; step < STEPS; step++) {
                try (PtNDArray gradient = Torch.zeros(manager, 16)) {
                    Torch.floats(gradient).put(0, step == 0 ? 1 : 0);
                    optimizer.step(weights, gradient);
                }
                if (step % Optimizer.FADING == 0) {
                    optimizer.forget(weights);
                }
            }

            Encoder encoder = new Encoder();
            optimizer.save(encoder);
            ByteBuffer state = ByteBuffer.wrap(encoder.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            float first = state.getFloat(state.limit() - arrays * (16 * Float.BYTES + Integer.BYTES) + Integer.BYTES);
            assertThat(first).as("what is left of the first gradient").isZero();
            assertThat(Torch.floats(weights).get(0)).as("what it did").isNotZero();
            assertThat(Torch.floats(weights).get(1)).as("a weight that faded").isZero();
        }
    }
}
