package dev.muster.trainer.djl;

import dev.muster.contract.Task;
import dev.muster.data.Preprocessing;
import dev.muster.trainer.Parameters;
import java.util.EnumSet;

/**
 * The residual network for small images with {@code depth} 6n + 2 and {@code width} channels at first (He et al., "Deep
 * Residual Learning for Image Recognition", CVPR 2016, section 4.2; shortcuts of option B).
 */
public final class ResNet extends GradientAlgorithm {
    private static final int STAGES = 3;

    /** For {@code ServiceLoader}. */
    public ResNet() {
        super("resnet", EnumSet.allOf(Task.class), ResNet::build);
    }

    private static Network build(Parameters parameters, Preprocessing data) {
        int depth = parameters.count("depth", 8);
        int channels = parameters.count("width", 1);
        if (depth % (2 * STAGES) != 2) {
            parameters.refuse("depth", "cannot be " + depth, "give 6n + 2: 8, 14, 20, 32, 44, 56 or 110");
        }
        NetworkBuilder network = Images.begin(parameters, data);
        convolution(network, "stem", channels, 1).relu();
        for (int stage = 1; stage <= STAGES; stage++) {
            for (int block = 1; block <= depth / (2 * STAGES); block++) {
                boolean narrow = stage > 1 && block == 1;
                int stride = narrow && network.canShrink() ? 2 : 1;
                block(network, "stage" + stage + ".block" + block, channels << (stage - 1), stride);
            }
        }
        return network.average().outputs(Architecture.outputs(data));
    }

    private static void block(NetworkBuilder network, String name, int channels, int stride) {
        boolean same = stride == 1 && network.channels() == channels;
        network.sum(
                        way -> {
                            convolution(way, name + ".first", channels, stride).relu();
                            convolution(way, name + ".second", channels, 1);
                        },
                        shortcut -> {
                            if (!same) {
                                shortcut.convolution(name + ".shortcut", channels, 1, stride)
                                        .normalise(name + ".shortcut");
                            }
                        })
                .relu();
    }

    private static NetworkBuilder convolution(NetworkBuilder network, String name, int channels, int stride) {
        return network.convolution(name, channels, 3, stride).normalise(name);
    }
}
