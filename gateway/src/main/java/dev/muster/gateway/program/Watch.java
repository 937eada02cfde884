package dev.muster.gateway.program;

import dev.muster.contract.Attempt;
import dev.muster.contract.Outcome;
import dev.muster.contract.Outcome.FailureKind;
import dev.muster.trainer.Epoch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a program that was started until it ends, and has it stopped when asked to. What the program says of itself
 * counts more than what Ray says of its process. Used by one thread at a time.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Surroundings with;
    private final String id;
    private final WorkFolder work;
    private final Trail trail;
    private final Harvest harvest;
    private final Life life;
    private @Nullable Instant told;
    private @Nullable Instant asked;
    private boolean killed;

    Watch(Surroundings with, Attempt attempt, WorkFolder work, Trail trail, Harvest harvest, Life life) {
        this.with = with;
        this.id = JobOrder.id(attempt);
        this.work = work;
        this.trail = trail;
        this.harvest = harvest;
        this.life = life;
    }

    /**
     * Looks once.
     *
     * @param stop whether the program is to stop
     * @param epochs takes those that ended since the last look
     * @return how it ended; empty while it has not
     */
    Optional<Outcome> look(boolean stop, Consumer<Epoch> epochs) throws IOException, InterruptedException {
        RayJob job = job();
        life.note(job, work.beat());
        Optional<ResultFile> result = result(job);
        trail.more().forEach(epochs);
        save();
        if (result.isPresent()) {
            return gone(job) ? Optional.of(said(result.get())) : Optional.empty();
        }
        if (job.ended()) {
            return Optional.of(stop && killed ? new Outcome.Stopped(trail.saved()) : Ending.of(job, log()));
        }
        return stop && neverBegins(job) ? Optional.of(new Outcome.Stopped(trail.saved())) : Optional.empty();
    }

    private RayJob job() throws InterruptedException {
        try {
            return with.ray().find(id).orElse(RayJob.MISSING);
        } catch (JobsApiException e) {
            LOG.debug("{} is not seen", id, e);
            return RayJob.UNREACHABLE;
        }
    }

    /** What the program says; a file that is no result says nothing, which shows once its process is gone. */
    private Optional<ResultFile> result(RayJob job) throws IOException {
        try {
            return work.result();
        } catch (IllegalArgumentException e) {
            if (job.ended()) {
                throw new IllegalStateException("the program's result cannot be read: " + e.getMessage(), e);
            }
            return Optional.empty();
        }
    }

    /** Whether the process is gone; one that lingers after its result is ended. */
    private boolean gone(RayJob job) throws InterruptedException {
        if (told == null) {
            told = with.clock().instant();
        }
        if (job.ended() || !over(told)) {
            return job.ended();
        }
        kill();
        return true;
    }

    private void save() {
        life.storing(true);
        try {
            trail.save();
        } finally {
            life.storing(false);
        }
    }

    private Outcome store(ResultFile result) throws IOException {
        life.storing(true);
        try {
            return harvest.store(result, trail);
        } finally {
            life.storing(false);
        }
    }

    private Outcome said(ResultFile result) throws IOException {
        String outcome = String.valueOf(result.outcome());
        return switch (outcome) {
            case ResultFile.SUCCEEDED -> store(result);
            case ResultFile.STOPPED -> new Outcome.Stopped(trail.saved());
            case ResultFile.REFUSED -> new Outcome.Failed(FailureKind.INVALID, String.valueOf(result.message()));
            default -> throw new IllegalStateException("the program ended as \"" + outcome + "\", which means nothing");
        };
    }

    /**
     * Asks the program to stop, and ends it when it did not in time. Ray does not end a job that waits; but such a one
     * finds that it is to stop as soon as it begins.
     *
     * @return whether it did not begin yet, so that there is nothing to wait for
     */
    private boolean neverBegins(RayJob job) throws IOException, InterruptedException {
        if (asked == null) {
            asked = with.clock().instant();
            work.askToStop();
        }
        boolean waits = job.status() == RayJob.Status.PENDING;
        if (waits || over(asked)) {
            kill();
        }
        return waits;
    }

    private void kill() throws InterruptedException {
        try {
            with.ray().stop(id);
            killed = true;
        } catch (JobsApiException e) {
            LOG.warn("{} cannot be stopped now: {}", id, e.getMessage());
        }
    }

    private boolean over(Instant since) {
        Duration waited = Duration.between(since, with.clock().instant());
        return waited.compareTo(with.patience().grace()) >= 0;
    }

    private List<String> log() throws InterruptedException {
        try {
            return with.ray().log(id);
        } catch (JobsApiException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }
}
