package dev.muster.trainer.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.trainer.Provenance;
import dev.muster.trainer.codec.DamagedException;
import dev.muster.trainer.codec.Decoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * DJL's PyTorch engine, started for several trainings at a time with one thread each. Its operations are called below
 * DJL's own {@code Trainer}, since that allows one gradient computation at a time in the whole process.
 */
final class Torch {
    private Torch() {}

    /** A manager for native memory, to be closed. Loads the native library the first time, which takes a second. */
    static PtNDManager manager() {
        return (PtNDManager) Loaded.ENGINE.newBaseManager(Device.cpu());
    }

    /** The version of PyTorch itself. */
    static String version() {
        return Loaded.ENGINE.getVersion();
    }

    /** Makes the current thread compute alone: the number of threads belongs to a thread, not to the process. */
    static void computeAlone() {
        JniUtils.setNumThreads(Provenance.THREADS);
    }

    /** A tensor of float32 zeros. */
    static PtNDArray zeros(PtNDManager manager, long... shape) {
        return JniUtils.createZerosNdArray(
                manager, new Shape(shape), DataType.FLOAT32, Device.cpu(), SparseFormat.DENSE);
    }

    /** A tensor of float32 with any content. */
    static PtNDArray empty(PtNDManager manager, long... shape) {
        return JniUtils.createEmptyNdArray(
                manager, new Shape(shape), DataType.FLOAT32, Device.cpu(), SparseFormat.DENSE);
    }

    /** A tensor of int64 with any content. */
    static PtNDArray emptyIndexes(PtNDManager manager, long size) {
        return JniUtils.createEmptyNdArray(manager, new Shape(size), DataType.INT64, Device.cpu(), SparseFormat.DENSE);
    }

    /** A tensor of no dimension. */
    static PtNDArray scalar(PtNDManager manager, float value) {
        PtNDArray scalar = empty(manager);
        set(scalar, value);
        return scalar;
    }

    /**
     * Sets to zero what is nearer to it than a scalar.
     *
     * @param tensor that is changed
     */
    static void clear(PtNDArray tensor, PtNDArray nearer) {
        try (PtNDArray size = JniUtils.abs(tensor);
                PtNDArray kept = JniUtils.gte(size, nearer)) {
            JniUtils.muli(tensor, kept);
        }
    }

    /** Changes a {@link #scalar}. */
    static void set(PtNDArray scalar, float value) {
        memory(scalar).putFloat(0, value);
    }

    /** The memory of a float32 tensor itself: what is written there is in the tensor. */
    static FloatBuffer floats(PtNDArray tensor) {
        return memory(tensor).asFloatBuffer();
    }

    /** The memory of an int64 tensor itself. */
    static LongBuffer longs(PtNDArray tensor) {
        return memory(tensor).asLongBuffer();
    }

    /** A copy of a tensor's content, as little-endian bytes. */
    static byte[] bytes(PtNDArray tensor) {
        ByteBuffer memory = memory(tensor);
        byte[] bytes = new byte[memory.remaining()];
        memory.get(bytes);
        return bytes;
    }

    /** Fills a tensor with the bytes that {@link #bytes} gave. */
    static void restore(PtNDArray tensor, Decoder decoder) {
        byte[] bytes = decoder.getBytes();
        ByteBuffer memory = memory(tensor);
        if (bytes.length != memory.remaining()) {
            throw new DamagedException(
                    "state", "an array has " + bytes.length + " bytes in place of " + memory.remaining());
        }
        memory.put(bytes);
    }

    /** The memory of a contiguous tensor itself; valid until the tensor is closed. */
    static ByteBuffer memory(PtNDArray tensor) {
        return JniUtils.getByteBuffer(tensor, true).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Loads the engine when it is first needed, and once. */
    private static final class Loaded {
        static final Engine ENGINE = load();

        private static Engine load() {
            String threads = String.valueOf(Provenance.THREADS);
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("ai.djl.pytorch.num_threads", threads);
            System.setProperty("ai.djl.pytorch.num_interop_threads", threads);
            System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
            return Engine.getEngine(PtEngine.ENGINE_NAME);
        }
    }
}
