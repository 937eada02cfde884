package dev.muster.trainer.djl;

import dev.muster.contract.Task;
import dev.muster.data.Preprocessing;
import dev.muster.trainer.Parameters;
import dev.muster.trainer.djl.Parameter.Start;
import java.util.EnumSet;
import java.util.List;

/** Fully connected layers of the sizes in {@code hidden}, with rectifiers between them. */
public final class Mlp extends GradientAlgorithm {
    /** For {@code ServiceLoader}. */
    public Mlp() {
        super("mlp", EnumSet.allOf(Task.class), Mlp::build);
    }

    private static Network build(Parameters parameters, Preprocessing data) {
        List<Integer> hidden = parameters.counts("hidden");
        NetworkBuilder network = new NetworkBuilder(data.features());
        for (int index = 0; index < hidden.size(); index++) {
            network.linear("hidden" + (index + 1), hidden.get(index), Start.beforeRectifier(network.channels()))
                    .relu();
        }
        return network.outputs(Architecture.outputs(data));
    }
}
