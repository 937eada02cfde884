package dev.muster.ledger;

import dev.muster.contract.BatchState;
import dev.muster.contract.JobState;

/** How a batch stands, to an attempt of one of its jobs that ends. */
public enum Standing {
    /** It waits for its jobs. */
    OPEN,
    /** It waits for those that run, and will start no more. */
    CALLED_OFF,
    /** Its deadline has passed; the verdict will come. */
    OVERDUE,
    /** It has its verdict, or had one that did without this job: nobody has taken the job up since. */
    JUDGED;

    /**
     * How one stands.
     *
     * @param job whose attempt ends; one that has ended before it was cut off by a verdict
     * @param state of the batch
     * @param calledOff whether a person cancelled it
     * @param overdue whether its deadline has passed
     * @param expired whether jobs of it were dropped
     */
    public static Standing of(JobState job, BatchState state, boolean calledOff, boolean overdue, boolean expired) {
        if (state.completed() || job.ended()) {
            return JUDGED;
        }
        return !calledOff && overdue ? OVERDUE : calledOff || expired ? CALLED_OFF : OPEN;
    }
}
