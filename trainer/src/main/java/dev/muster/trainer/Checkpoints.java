package dev.muster.trainer;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Attempt;
import dev.muster.contract.JobSpec;
import dev.muster.trainer.codec.DamagedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints of one job, whichever attempt wrote them: {@code checkpoints/epoch-0007}, the last two. Equal jobs
 * write equal checkpoints, so an attempt that lost its lease and writes on does no harm; it deletes none that is newer
 * than its own.
 */
public final class Checkpoints {
    private static final int KEPT = 2;

    private final ArtifactStore store;
    private final String folder;

    /** Those of the job of an attempt. */
    public Checkpoints(ArtifactStore store, Attempt attempt) {
        this.store = store;
        this.folder = attempt.jobPath() + "/checkpoints";
    }

    /** Stores a checkpoint and deletes those that it makes superfluous. */
    public void write(Checkpoint checkpoint) {
        String path = folder
                + String.format(Locale.ROOT, "/epoch-%04d", checkpoint.history().size());
        store.put(path, checkpoint.bytes());
        List<String> upToThis =
                paths().stream().filter(other -> order(other, path) <= 0).toList();
        for (String old : upToThis.subList(0, Math.max(0, upToThis.size() - KEPT))) {
            store.delete(old);
        }
    }

    /**
     * The newest checkpoint that can be read.
     *
     * @param skipped told of each one that cannot
     */
    public Optional<Checkpoint> newest(JobSpec job, Consumer<String> skipped) {
        List<String> newestFirst = new ArrayList<>(paths());
        newestFirst.sort((a, b) -> order(b, a));
        for (String path : newestFirst) {
            Optional<byte[]> bytes = store.get(path);
            if (bytes.isEmpty()) {
                continue;
            }
            try {
                return Optional.of(Checkpoint.read(bytes.get(), job));
            } catch (DamagedException e) {
                skipped.accept(path + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Deletes all of them, once the job has its result. */
    public void clear() {
        store.delete(folder);
    }

    private List<String> paths() {
        return store.list(folder);
    }

    /** By epoch: names of five digits come after those of four. */
    private static int order(String a, String b) {
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }
}
