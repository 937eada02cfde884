package dev.muster.gateway.program;

import dev.muster.contract.JobSpec;
import dev.muster.trainer.Checkpoint;
import dev.muster.trainer.Checkpoints;
import dev.muster.trainer.Epoch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's program leaves on its way: epochs, and checkpoints, whose newest one is copied into the artifact
 * store. Used by one thread at a time.
 */
final class Trail {
    private static final int MOST_NOTES = 20;

    private final JobSpec job;
    private final WorkFolder work;
    private final Checkpoints checkpoints;
    private final ProgressFile file;
    private final List<Epoch> history = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable ProgressLine unsaved;
    private volatile int epochs;
    private volatile int epoch;
    private int saved;

    /**
     * A trail that goes on from a checkpoint.
     *
     * @param resumed epochs of earlier attempts, as in the checkpoint
     */
    Trail(JobSpec job, WorkFolder work, Checkpoints checkpoints, List<Epoch> resumed) {
        this.job = job;
        this.work = work;
        this.checkpoints = checkpoints;
        this.file = new ProgressFile(work.progress());
        this.history.addAll(resumed);
        this.saved = last(resumed);
        this.epoch = saved;
    }

    /** Reads on; returns the epochs that ended meanwhile. */
    List<Epoch> more() throws IOException {
        List<Epoch> ended = new ArrayList<>();
        for (ProgressLine line : file.more(this::note)) {
            if (line.checkpoint() != null) {
                unsaved = line;
            } else if (line.epoch() != null && line.epoch() > last(history)) {
                Map<String, Double> metrics = line.metrics() == null ? Map.of() : line.metrics();
                Epoch fresh = new Epoch(line.epoch(), metrics);
                history.add(fresh);
                ended.add(fresh);
                epoch = line.epoch();
                epochs = line.epochs() == null ? epochs : line.epochs();
            }
        }
        return ended;
    }

    /**
     * Copies the newest checkpoint that was read of, unless that is done. One that is not what it should be is left
     * alone: there is an older one, or a fresh start.
     */
    void save() {
        ProgressLine line = unsaved;
        unsaved = null;
        if (line == null || line.file() == null || line.sha256() == null || line.checkpoint() == null) {
            return;
        }
        try {
            byte[] state = work.signed(line.file(), line.sha256());
            checkpoints.write(Checkpoint.of(job, until(line.checkpoint()), state));
            saved = line.checkpoint();
        } catch (IOException e) {
            note("checkpoint " + line.checkpoint() + " is left out: " + e.getMessage());
        }
    }

    private List<Epoch> until(int last) {
        List<Epoch> until = new ArrayList<>(
                history.stream().filter(it -> it.number() <= last).toList());
        if (last(until) != last) {
            until.add(new Epoch(last, Map.of()));
        }
        return until;
    }

    void note(String words) {
        if (notes.size() < MOST_NOTES) {
            notes.add(words);
        }
    }

    List<Epoch> history() {
        return List.copyOf(history);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The last epoch that ended. Any thread may ask. */
    int epoch() {
        return epoch;
    }

    /** How many are planned; 0 while that is not known. Any thread may ask. */
    int epochs() {
        return epochs;
    }

    /** The last epoch in a checkpoint that a later attempt can go on from; 0 for none. */
    int saved() {
        return saved;
    }

    private static int last(List<Epoch> epochs) {
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).number();
    }
}
