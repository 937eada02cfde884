package dev.muster.trainer;

import dev.muster.data.Part;
import dev.muster.trainer.metric.Scorer;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * One model while it learns. Two learners of equal jobs on equal data go through the same states, bit for bit, whatever
 * else runs in the process, however often they are paused, and whether or not they were stored and restored on the way.
 * Used by one thread at a time.
 */
public interface Learner extends AutoCloseable {
    /** How many epochs are planned. */
    int epochs();

    /** After how many epochs without a better validation loss training ends; 0 for never. */
    int patience();

    /**
     * Learns on to the end of the epoch, or until told to pause between two batches; the next call continues there.
     *
     * @param pause asked between batches
     * @return the mean loss over the epoch's rows as they were learned from; empty when paused
     */
    OptionalDouble train(BooleanSupplier pause);

    /**
     * How far the epoch under way is, such as the number of its batches behind it: grows while it lasts, and is 0
     * between two epochs. Equal states have equal positions.
     */
    int position();

    /** Predicts every row of a part with the model as it is now; learns nothing. */
    void evaluate(Part part, Scorer scorer);

    /** Remembers the model as it is now as the best one; earlier ones are forgotten. */
    void keep();

    /** Goes back to the model remembered; the model learns no more afterwards. */
    void revert();

    /** Everything that {@link #restore} needs to go on from here, the remembered model and a paused epoch included. */
    byte[] state();

    /**
     * Goes on from a state of an equal job on equal data.
     *
     * @throws dev.muster.trainer.codec.DamagedException when it is none
     */
    void restore(byte[] state);

    /** The model as it is now, as {@link Algorithm#load} reads it. */
    byte[] model();

    @Override
    void close();
}
