package dev.muster.trainer.djl;

import dev.muster.data.Preprocessing;
import dev.muster.trainer.Parameters;
import java.util.List;

/** How networks for images begin. */
final class Images {
    private static final int DIMENSIONS = 3;

    private Images() {}

    /** A network whose rows are images; data without a shape is refused. */
    static NetworkBuilder begin(Parameters parameters, Preprocessing data) {
        NetworkBuilder network = new NetworkBuilder(data.features());
        List<Integer> shape = data.shape();
        if (shape.size() == DIMENSIONS) {
            return network.image(shape);
        }
        parameters.refuse(
                "model",
                "learns from images, and the dataset has no shape",
                "give the dataset's shape as [channels, height, width], or choose mlp");
        return network;
    }
}
