package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;

/** All numbers of one network. */
final class Weights {
    private final Network network;
    private final FlatArrays learned;
    private final FlatArrays buffers;

    /** Numbers that live as long as the manager. */
    Weights(Network network, PtNDManager manager) {
        this.network = network;
        this.learned = new FlatArrays(network.weights(), manager);
        this.buffers = new FlatArrays(network.buffers(), manager);
    }

    /** Those that gradients change. */
    FlatArrays learned() {
        return learned;
    }

    /** Those that the layers change. */
    FlatArrays buffers() {
        return buffers;
    }

    /** Puts a batch through the network; no gradient, no change. */
    PtNDArray infer(PtNDArray features) {
        JniUtils.setGradMode(false);
        return network.layer().forward(features, new Pass(learned.views(), buffers.views(), false));
    }

    void save(Encoder encoder) {
        encoder.putBytes(Torch.bytes(learned.flat())).putBytes(Torch.bytes(buffers.flat()));
    }

    void restore(Decoder decoder) {
        Torch.restore(learned.flat(), decoder);
        Torch.restore(buffers.flat(), decoder);
    }

    /** Takes over the numbers of another network of the same kind. */
    void copy(Weights other) {
        Torch.memory(learned.flat()).put(Torch.memory(other.learned.flat()));
        Torch.memory(buffers.flat()).put(Torch.memory(other.buffers.flat()));
    }
}
