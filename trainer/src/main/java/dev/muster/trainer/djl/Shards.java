package dev.muster.trainer.djl;

import dev.muster.data.Part;
import dev.muster.trainer.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which rows of a part lie in which shard, and which shards are in memory together. */
final class Shards {
    private final Part part;
    private final int width;
    private final int perShard;

    /**
     * Of a part.
     *
     * @param width of a row in numbers, the target included
     */
    Shards(Part part, int width) {
        this.part = part;
        this.width = width;
        this.perShard = part.shards() > 1 ? part.shard(0).length / (width * Float.BYTES) : Math.toIntExact(part.rows());
    }

    Part part() {
        return part;
    }

    /** The width of a row in numbers, the target included. */
    int width() {
        return width;
    }

    /** How many rows some shards have together. */
    int rows(List<Integer> shards) {
        int last = part.shards() - 1;
        int missing = shards.contains(last) ? Math.toIntExact((long) perShard * (last + 1) - part.rows()) : 0;
        return perShard * shards.size() - missing;
    }

    /** Each shard alone, in order. */
    List<List<Integer>> inOrder() {
        return IntStream.range(0, part.shards()).mapToObj(List::of).toList();
    }

    /**
     * All shards, in groups that fit into memory; drawn anew for each epoch, unless one group holds them all.
     *
     * @param bytes that a group may have
     */
    List<List<Integer>> windows(long bytes, long seed, int epoch) {
        int most = (int) Math.max(1, bytes / Math.max(1, (long) perShard * width * Float.BYTES));
        List<Integer> order = IntStream.of(
                        most >= part.shards()
                                ? IntStream.range(0, part.shards()).toArray()
                                : Seeds.permutation(part.shards(), Seeds.of(seed, "shards", epoch)))
                .boxed()
                .toList();
        List<List<Integer>> windows = new ArrayList<>();
        for (int from = 0; from < order.size(); from += most) {
            windows.add(order.subList(from, Math.min(from + most, order.size())));
        }
        return windows;
    }
}
