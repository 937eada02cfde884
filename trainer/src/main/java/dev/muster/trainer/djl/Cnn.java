package dev.muster.trainer.djl;

import dev.muster.contract.Task;
import dev.muster.data.Preprocessing;
import dev.muster.trainer.Parameters;
import java.util.EnumSet;
import java.util.List;

/** 3 × 3 convolutions with the numbers of {@code channels}, each with a rectifier and halved by its largest pixels. */
public final class Cnn extends GradientAlgorithm {
    /** For {@code ServiceLoader}. */
    public Cnn() {
        super("cnn", EnumSet.allOf(Task.class), Cnn::build);
    }

    private static Network build(Parameters parameters, Preprocessing data) {
        List<Integer> channels = parameters.counts("channels");
        NetworkBuilder network = Images.begin(parameters, data);
        for (int index = 0; index < channels.size(); index++) {
            network.convolution("convolution" + (index + 1), channels.get(index), 3)
                    .relu();
            if (network.canShrink()) {
                network.shrink();
            }
        }
        return network.flatten().outputs(Architecture.outputs(data));
    }
}
