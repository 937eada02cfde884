package dev.muster.trainer.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.muster.trainer.Seeds;
import dev.muster.trainer.codec.Decoder;
import dev.muster.trainer.codec.Encoder;
import java.nio.LongBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a training part, epoch after epoch: shards in random groups that fit into memory, the rows of a group in
 * random order, cut into batches of nearly equal size. A part that fits whole stays in native memory. The order depends
 * on the seed and the epoch alone.
 */
final class Batches {
    private final Shards shards;
    private final Objective objective;
    private final int batchSize;
    private final long bytes;
    private final long seed;
    private final PtNDManager manager;

    private int epoch;
    private int window;
    private int batch;
    private List<List<Integer>> windows;
    private List<Integer> loadedShards = List.of();
    private @Nullable Window loaded;
    private @Nullable PtNDArray order;

    /**
     * Begins with the first epoch.
     *
     * @param batchSize rows, at most
     * @param bytes that a group of shards may have
     * @param manager that native memory is taken from
     */
    Batches(Shards shards, Objective objective, int batchSize, long bytes, long seed, PtNDManager manager) {
        this.shards = shards;
        this.objective = objective;
        this.batchSize = batchSize;
        this.bytes = bytes;
        this.seed = seed;
        this.manager = manager;
        this.windows = shards.windows(bytes, seed, 0);
    }

    /** Whether the epoch has a batch left. */
    boolean hasNext() {
        return window < windows.size();
    }

    /** The next batch of the epoch; it lives as long as the step. */
    Batch next(PtNDManager step) {
        Window rows = window();
        int count = count(windows.get(window));
        int from = (int) ((long) batch * rows.rows() / count);
        int to = (int) ((long) (batch + 1) * rows.rows() / count);
        PtNDArray indexes = JniUtils.slice(order(rows.rows()), 0, from, to, 1);
        indexes.attach(step);
        batch++;
        if (batch == count) {
            go(epoch, window + 1, 0);
        }
        return new Batch(
                JniUtils.embedding(indexes, rows.features(), false),
                JniUtils.embedding(indexes, rows.truth(), false),
                to - from);
    }

    /** How many batches of the epoch are behind it. */
    int position() {
        return windows.subList(0, window).stream().mapToInt(this::count).sum() + batch;
    }

    private int count(List<Integer> group) {
        return (shards.rows(group) + batchSize - 1) / batchSize;
    }

    /** Goes to the beginning of the next epoch. */
    void nextEpoch() {
        go(epoch + 1, 0, 0);
        windows = shards.windows(bytes, seed, epoch);
    }

    /** Writes where it is. */
    void save(Encoder encoder) {
        encoder.putInt(epoch).putInt(window).putInt(batch);
    }

    /** Goes to where it was. */
    void restore(Decoder decoder) {
        go(decoder.getInt(), decoder.getInt(), decoder.getInt());
        windows = shards.windows(bytes, seed, epoch);
    }

    private void go(int toEpoch, int toWindow, int toBatch) {
        epoch = toEpoch;
        window = toWindow;
        batch = toBatch;
        if (order != null) {
            order.close();
            order = null;
        }
    }

    private Window window() {
        List<Integer> wanted = windows.get(window);
        if (loaded == null || !loadedShards.equals(wanted)) {
            if (loaded != null) {
                loaded.close();
            }
            loaded = Window.read(shards, wanted, objective, manager);
            loadedShards = wanted;
        }
        return loaded;
    }

    private PtNDArray order(int rows) {
        if (order == null) {
            order = Torch.emptyIndexes(manager, rows);
            LongBuffer memory = Torch.longs(order);
            for (int row : Seeds.permutation(rows, Seeds.of(seed, "rows of window " + window, epoch))) {
                memory.put(row);
            }
        }
        return order;
    }

    /**
     * Some rows to learn from.
     *
     * @param features rows × features
     * @param truth rows × {@link Objective#width()}
     * @param rows how many
     */
    record Batch(PtNDArray features, PtNDArray truth, int rows) {}
}
