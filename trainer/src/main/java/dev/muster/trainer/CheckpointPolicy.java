package dev.muster.trainer;

import java.time.Duration;

/**
 * How often a checkpoint is worth its time: after each epoch, except that epochs too short for that share one. What
 * counts is the time that the training thread loses by taking it, and the time that another one then writes: that takes
 * no less of the machine, and of other jobs' time, for being elsewhere.
 *
 * @param share of the time that checkpoints may cost
 * @param rest between two, and before the first: what is trained in that time is sooner trained again
 * @param patience after which a checkpoint is taken whatever it costs, in the middle of an epoch too
 */
public record CheckpointPolicy(double share, Duration rest, Duration patience) {
    /** At most a twentieth of the time, at most five times a second, at least every ten seconds. */
    public static final CheckpointPolicy DEFAULT =
            new CheckpointPolicy(0.05, Duration.ofMillis(200), Duration.ofSeconds(10));

    /** After each epoch and each pause. */
    public static final CheckpointPolicy ALWAYS = new CheckpointPolicy(1, Duration.ZERO, Duration.ZERO);

    /**
     * Whether one is due.
     *
     * @param epochEnded rather than a pause inside of one
     * @param running since the attempt started
     * @param lost to checkpoints, by the training thread and the one that writes
     * @param since the last one, or the start
     */
    boolean due(boolean epochEnded, Duration running, Duration lost, Duration since) {
        boolean affordable = since.compareTo(rest) >= 0 && lost.toNanos() <= share * running.toNanos();
        return since.compareTo(patience) >= 0 || (epochEnded && affordable);
    }
}
