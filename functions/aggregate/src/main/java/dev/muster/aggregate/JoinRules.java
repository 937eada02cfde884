package dev.muster.aggregate;

import dev.muster.contract.Absence;
import dev.muster.contract.Coverage;
import dev.muster.contract.Fate;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Join;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether it is time for a verdict, and on which of the jobs it rests. */
final class JoinRules {
    private final Join join;
    private final Verdict.@Nullable Job good;

    private JoinRules(Join join, Verdict.@Nullable Job good) {
        this.join = join;
        this.good = good;
    }

    /**
     * How much of the batch a verdict can rest on now; empty when it is too early for one.
     *
     * @param good the best job whose model passes the gates, where one is enough; null when there is none yet
     */
    static Optional<Coverage> coverage(Join join, Verdict.@Nullable Job good) {
        JoinRules rules = new JoinRules(join, good);
        return rules.time().map(rules::coverage);
    }

    /** Why it is time; empty when it is not. */
    private Optional<String> time() {
        boolean ended = join.jobs().stream().allMatch(job -> job.state().ended());
        if (join.overdue() && !join.calledOff() && (!ended || !join.late().isEmpty())) {
            return Optional.of("the deadline has passed");
        }
        if (ended) {
            return Optional.of("all jobs have ended");
        }
        return join.calledOff() ? Optional.empty() : early();
    }

    private Optional<String> early() {
        When when = join.spec().join().when();
        if (when == When.QUORUM) {
            return quorum(Objects.requireNonNull(join.spec().gates().finished(), "a quorum is a number"));
        }
        return when == When.FIRST_GOOD && good != null
                ? Optional.of(good.name() + " is good enough")
                : Optional.empty();
    }

    private Optional<String> quorum(int needed) {
        long succeeded = count(JobState.SUCCEEDED);
        if (succeeded >= needed) {
            return Optional.of(succeeded + " have succeeded, and the quorum is " + needed);
        }
        long possible = join.jobs().size() - count(JobState.FAILED) - count(JobState.CANCELLED);
        return possible < needed
                ? Optional.of("only " + possible + " can still succeed, and the quorum is " + needed)
                : Optional.empty();
    }

    private long count(JobState state) {
        return join.jobs().stream().filter(job -> job.state() == state).count();
    }

    private Coverage coverage(String why) {
        List<Absence> absent = join.jobs().stream()
                .filter(job -> job.state() != JobState.SUCCEEDED && job.state() != JobState.FAILED)
                .map(this::absence)
                .toList();
        int jobs = join.jobs().size();
        return new Coverage(jobs - absent.size(), jobs, why, absent);
    }

    private Absence absence(Verdict.Job job) {
        if (join.late().contains(job.id())) {
            return absence(job, Fate.LATE, "it ended after the deadline");
        }
        return switch (job.state()) {
            case RUNNING -> absence(job, unended(), "attempt " + job.attempts() + " was running");
            case QUEUED ->
                absence(job, unended(), job.attempts() == 0 ? "it had not begun" : "it waited for its next attempt");
            default -> absence(job, Fate.CANCELLED, Objects.requireNonNullElse(job.problem(), "it was called off"));
        };
    }

    private Fate unended() {
        return join.overdue() ? Fate.MISSING : Fate.UNNEEDED;
    }

    private static Absence absence(Verdict.Job job, Fate fate, String detail) {
        return new Absence(job.id(), job.name(), fate, detail);
    }
}
