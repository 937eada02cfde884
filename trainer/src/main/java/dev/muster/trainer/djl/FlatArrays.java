package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The arrays of a network in one piece of native memory, so that the optimiser and checkpoints handle one array however
 * many layers there are. Each begins at a multiple of 64 bytes: the order in which vector code sums, and so the last
 * bit of a result, may depend on that.
 */
final class FlatArrays {
    static final int ALIGNMENT = 64 / Float.BYTES;

    private final List<Parameter> parameters;
    private final int[] starts;
    private final PtNDArray flat;
    private final List<PtNDArray> views = new ArrayList<>();

    /** Arrays of zeros, which live as long as the manager. */
    FlatArrays(List<Parameter> parameters, PtNDManager manager) {
        this.parameters = parameters;
        this.starts = new int[parameters.size()];
        int size = 0;
        for (int index = 0; index < starts.length; index++) {
            starts[index] = size;
            size = Math.addExact(size, padded(parameters.get(index).size()));
        }
        this.flat = Torch.zeros(manager, Math.max(size, ALIGNMENT));
        for (int index = 0; index < starts.length; index++) {
            views.add(view(starts[index], parameters.get(index)));
        }
    }

    private PtNDArray view(int start, Parameter parameter) {
        try (PtNDArray part = JniUtils.slice(flat, 0, start, start + parameter.size(), 1)) {
            return JniUtils.reshape(part, parameter.dimensions());
        }
    }

    private static int padded(int size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** All of it as one array of one dimension. */
    PtNDArray flat() {
        return flat;
    }

    /** Each array; changes show in the flat one. */
    List<PtNDArray> views() {
        return views;
    }

    /** Draws the numbers that training begins with. */
    void initialise(SplittableRandom random) {
        FloatBuffer memory = Torch.floats(flat);
        for (int index = 0; index < starts.length; index++) {
            Parameter parameter = parameters.get(index);
            for (int offset = 0; offset < parameter.size(); offset++) {
                memory.put(starts[index] + offset, parameter.start().draw(random));
            }
        }
    }

    /** The arrays as leaves that gather gradients in the next pass; they share this memory. */
    List<PtNDArray> leaves(PtNDManager step) {
        List<PtNDArray> leaves = new ArrayList<>(views.size());
        for (PtNDArray view : views) {
            PtNDArray leaf = JniUtils.detachGradient(view);
            leaf.attach(step);
            JniUtils.attachGradient(leaf, true);
            leaves.add(leaf);
        }
        return leaves;
    }

    /** The gradients of such leaves, laid out as the flat array. */
    PtNDArray gradients(List<PtNDArray> leaves, PtNDArray padding) {
        List<PtNDArray> parts = new ArrayList<>();
        for (int index = 0; index < starts.length; index++) {
            int size = parameters.get(index).size();
            parts.add(JniUtils.reshape(JniUtils.getGradient(leaves.get(index)), new long[] {-1}));
            if (padded(size) > size) {
                parts.add(JniUtils.slice(padding, 0, 0, padded(size) - size, 1));
            }
        }
        return JniUtils.cat(parts.toArray(new PtNDArray[0]), 0);
    }

    /** Writes each array, without the space between them. */
    void write(Encoder encoder) {
        views.forEach(view -> encoder.putBytes(Torch.bytes(view)));
    }

    /** Reads each array back. */
    void read(Decoder decoder) {
        views.forEach(view -> Torch.restore(view, decoder));
    }
}
