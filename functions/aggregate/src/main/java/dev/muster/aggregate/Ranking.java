package dev.muster.aggregate;

import dev.muster.contract.JobState;
import dev.muster.contract.Metric;
import dev.muster.contract.Verdict;
import java.util.List;
import java.util.Optional;

/** Orders the models of a batch. */
final class Ranking {
    private Ranking() {}

    /**
     * The job with the best model. Of equally good ones the first in the request wins, so that the order in which they
     * finished changes nothing; a model without a finite value of the metric takes no part.
     */
    static Optional<Verdict.Job> best(List<Verdict.Job> jobs, Metric metric) {
        return jobs.stream()
                .filter(job -> job.state() == JobState.SUCCEEDED)
                .filter(job -> Double.isFinite(value(job, metric)))
                .reduce((first, next) -> metric.better(value(next, metric), value(first, metric)) ? next : first);
    }

    private static double value(Verdict.Job job, Metric metric) {
        return job.metrics().getOrDefault(metric.label(), Double.NaN);
    }
}
