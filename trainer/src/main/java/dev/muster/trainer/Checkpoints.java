package dev.muster.trainer;

import dev.muster.artifacts.ArtifactException;
import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Attempt;
import dev.muster.contract.JobSpec;
import dev.muster.trainer.codec.DamagedException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one job, as one of its attempts may use them. Each attempt writes under its own number and keeps
 * the last two; it reads its own and those of all attempts before it, and touches none of a later one. So an attempt
 * that lost its lease and lives on, whatever it writes, finishes or clears, changes nothing that its successors rely
 * on.
 *
 * <p>The same attempt may run twice at once, when an actor is started again while its node was only cut off: equal jobs
 * write equal checkpoints, and neither run deletes one that is further than what it writes itself.
 */
public final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final int KEPT = 2;

    private final ArtifactStore store;
    private final Attempt attempt;

    /** Those of the job of an attempt. */
    public Checkpoints(ArtifactStore store, Attempt attempt) {
        this.store = store;
        this.attempt = attempt;
    }

    /** Stores a checkpoint and deletes those of this attempt that it makes superfluous. */
    public void write(Checkpoint checkpoint) {
        CheckpointPath path =
                new CheckpointPath(attempt.number(), checkpoint.history().size(), checkpoint.position());
        store.put(full(path), checkpoint.bytes());
        List<CheckpointPath> upToThis = below(CheckpointPath.folder(attempt)).stream()
                .filter(other -> other.compareTo(path) <= 0)
                .toList();
        for (CheckpointPath old : upToThis.subList(0, Math.max(0, upToThis.size() - KEPT))) {
            store.delete(full(old));
        }
    }

    /**
     * What comes of the newest checkpoint that is of use, whichever attempt up to this one wrote it.
     *
     * @param use throws {@link DamagedException} when it can make nothing of one
     * @param skipped told of each one that cannot be read or used
     */
    public <T> Optional<T> newest(JobSpec job, Function<Checkpoint, T> use, Consumer<String> skipped) {
        List<CheckpointPath> newestFirst = below(attempt.jobPath()).stream()
                .sorted(Comparator.reverseOrder())
                .toList();
        for (CheckpointPath path : newestFirst) {
            // Gone by now when its attempt still runs somewhere: it leaves another one that is further.
            Optional<byte[]> bytes = store.get(full(path));
            if (bytes.isPresent()) {
                try {
                    return Optional.of(use.apply(Checkpoint.read(bytes.get(), job)));
                } catch (DamagedException e) {
                    skipped.accept(full(path) + ": " + e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Deletes those of this attempt and of all before it, which nobody needs once there is a result. It is there
     * whether or not they are, so what the store does not delete is left to lie.
     */
    public void clear() {
        try {
            below(attempt.jobPath()).stream()
                    .map(CheckpointPath::attempt)
                    .distinct()
                    .forEach(number -> store.delete(CheckpointPath.folder(numbered(number))));
        } catch (ArtifactException e) {
            LOG.warn("checkpoints of {} are no longer needed, but stay", attempt.jobPath(), e);
        }
    }

    /** Those of this attempt and of all before it in a folder, in order. */
    private List<CheckpointPath> below(String folder) {
        int start = attempt.jobPath().length() + 1;
        return store.list(folder).stream()
                .flatMap(path -> CheckpointPath.parse(path.substring(start)).stream())
                .filter(path -> path.attempt() <= attempt.number())
                .sorted()
                .toList();
    }

    private String full(CheckpointPath path) {
        return CheckpointPath.folder(numbered(path.attempt())) + "/" + path.name();
    }

    private Attempt numbered(int number) {
        return new Attempt(attempt.batch(), attempt.job(), number);
    }
}
