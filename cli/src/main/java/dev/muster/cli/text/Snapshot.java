package dev.muster.cli.text;

import dev.muster.contract.JobState;
import dev.muster.ledger.History;
import java.util.List;

/**
 * Where a batch stands at a moment.
 *
 * @param name of the batch
 * @param jobs in the order of the request
 * @param seconds since somebody began to look
 * @param before share that was done by then, so that only work seen done is counted for the time left
 */
public record Snapshot(String name, List<History.Job> jobs, double seconds, double before) {
    private static final double ENOUGH = 0.02;

    public Snapshot {
        jobs = List.copyOf(jobs);
    }

    /** Share of all work that is done, by jobs and their epochs, 0 to 1. */
    public double done() {
        return share(jobs);
    }

    /** Share of the work of these jobs that is done, 0 to 1. */
    public static double share(List<History.Job> jobs) {
        return jobs.stream().mapToDouble(Snapshot::share).average().orElse(0);
    }

    /** Share of a job's epochs that are done, 0 to 1. */
    static double share(History.Job job) {
        if (job.state().ended()) {
            return 1;
        }
        return job.epochs() == 0 ? 0 : Math.min(1, (double) job.epoch() / job.epochs());
    }

    /** How many are in a state. */
    public long count(JobState state) {
        return jobs.stream().filter(job -> job.state() == state).count();
    }

    /** How many have ended. */
    public long ended() {
        return jobs.stream().filter(job -> job.state().ended()).count();
    }

    /** Estimated seconds to the end at the speed until now; negative while nobody can tell. */
    public double left() {
        double seen = done() - before;
        return seen < ENOUGH ? -1 : seconds * (1 - done()) / seen;
    }
}
