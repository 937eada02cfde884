package dev.muster.trainer;

import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.trainer.codec.DamagedException;
import dev.muster.trainer.codec.Frame;
import java.util.List;

/** A training between two batches: what it learned, how far it is, and what early stopping saw. */
public final class Checkpoint {
    private final Header header;
    private final byte[] state;

    Checkpoint(String fingerprint, List<Epoch> history, EarlyStopping stopping, int position, byte[] state) {
        this(new Header(fingerprint, history, stopping, position), state);
    }

    private Checkpoint(Header header, byte[] state) {
        this.header = header;
        this.state = state;
    }

    /** What a job had learned after its last epoch until now. */
    public static Checkpoint of(JobSpec job, List<Epoch> history, byte[] state) {
        return new Checkpoint(job.recipe(), history, EarlyStopping.NONE, 0, state);
    }

    /**
     * Reads a checkpoint back.
     *
     * @throws DamagedException when it is torn, or of another job
     */
    static Checkpoint read(byte[] bytes, JobSpec job) {
        Frame frame = Frame.read(Frame.Kind.CHECKPOINT, bytes);
        Header header = header(frame);
        if (!header.fingerprint().equals(job.recipe())) {
            throw new DamagedException("checkpoint", "it is of a job with other data or parameters");
        }
        return new Checkpoint(header, frame.payload());
    }

    private static Header header(Frame frame) {
        try {
            return Json.read(frame.header(), Header.class);
        } catch (IllegalArgumentException e) {
            throw new DamagedException("checkpoint", e);
        }
    }

    byte[] bytes() {
        return new Frame(Json.bytes(header), state).bytes(Frame.Kind.CHECKPOINT);
    }

    /** All epochs until then. */
    public List<Epoch> history() {
        return header.history();
    }

    EarlyStopping stopping() {
        return header.stopping();
    }

    /** As {@link Learner#position()} says. */
    int position() {
        return header.position();
    }

    /** Of the {@link Learner} or program, not copied. */
    public byte[] state() {
        return state;
    }

    private record Header(String fingerprint, List<Epoch> history, EarlyStopping stopping, int position) {
        Header {
            history = List.copyOf(history);
        }
    }
}
