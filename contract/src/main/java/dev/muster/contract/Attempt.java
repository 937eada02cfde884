package dev.muster.contract;

/**
 * Names one try at a job; only the current attempt of a job may report.
 *
 * @param batch of the job
 * @param job that is tried
 * @param number counted from 1
 */
public record Attempt(BatchId batch, JobId job, int number) {
    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("attempts count from 1: " + number);
        }
    }

    /** Where everything of this job lies in the artifact store. */
    public String jobPath() {
        return "batches/" + batch.value() + "/" + job.value();
    }

    /** Where everything of this attempt lies in the artifact store. */
    public String path() {
        return jobPath() + "/attempt-" + number;
    }
}
