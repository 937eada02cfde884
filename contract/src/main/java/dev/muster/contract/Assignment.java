package dev.muster.contract;

import java.util.List;

/**
 * A job handed to a cluster.
 *
 * @param attempt which attempt
 * @param job what to train
 * @param recalls results of equal jobs, the newest first: whoever trains takes the first one that still lies in the
 *     store and was made by a trainer like itself, and trains when there is none
 */
public record Assignment(Attempt attempt, JobSpec job, List<Recall> recalls) {
    public Assignment {
        // A train of the version before says nothing of them.
        recalls = recalls == null ? List.of() : List.copyOf(recalls);
    }

    /** A job that is trained in any case. */
    public Assignment(Attempt attempt, JobSpec job) {
        this(attempt, job, List.of());
    }
}
