package dev.muster.trainer.ray;

import dev.muster.contract.Dataset;
import dev.muster.data.Datasets;
import dev.muster.data.PreparedDataset;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small datasets, prepared once and put into Ray's object store once, for all jobs that learn from them. The least
 * recently used go when they get too many; a dataset too large for sharing is read from the cache by each actor.
 * Thread-safe.
 */
final class SharedDatasets {
    private final Path cache;
    private final long room;
    private final Map<String, Shared> shared = new LinkedHashMap<>(16, 0.75f, true);
    private long used;

    /**
     * Shares nothing yet.
     *
     * @param room bytes that all shared datasets together may take
     */
    SharedDatasets(Path cache, long room) {
        this.cache = cache;
        this.room = room;
    }

    /**
     * Prepares a dataset and, unless it is too large, offers its place in the object store; it stays there until the
     * taker returns.
     *
     * @throws dev.muster.contract.InvalidInputException when the data is not what was inspected
     */
    void offer(Dataset dataset, Taker taker) throws InterruptedException {
        PreparedDataset data = Datasets.prepare(dataset.spec(), dataset.digest(), cache);
        long size = PackedDataset.size(data);
        if (shares(size)) {
            share(PackedDataset.key(dataset), data, size, taker);
        }
    }

    /** Whether a dataset of so many bytes is shared. */
    boolean shares(long size) {
        return size <= Math.min(room, PackedDataset.MOST);
    }

    private synchronized void share(String key, PreparedDataset data, long size, Taker taker)
            throws InterruptedException {
        Shared known = shared.get(key);
        if (known == null) {
            known = new Shared(Ray.put(PackedDataset.pack(data)), size);
            shared.put(key, known);
            used += size;
        }
        taker.accept(known.place());
        evict();
    }

    private void evict() {
        Iterator<Shared> leastRecent = shared.values().iterator();
        while (used > room) {
            Shared old = leastRecent.next();
            leastRecent.remove();
            used -= old.size();
            Ray.internal().free(List.of(old.place()), false);
        }
    }

    /** Takes a dataset out of the object store. */
    @FunctionalInterface
    interface Taker {
        void accept(ObjectRef<byte[]> place) throws InterruptedException;
    }

    private record Shared(ObjectRef<byte[]> place, long size) {}
}
