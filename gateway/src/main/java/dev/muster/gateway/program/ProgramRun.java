package dev.muster.gateway.program;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.trainer.Epoch;
import dev.muster.trainer.Failures;
import dev.muster.trainer.Manifest;
import dev.muster.trainer.Results;
import dev.muster.trainer.ray.Claim;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a program, from its launch to its end. Steps are taken by one thread at a time; everything else may be
 * asked by any.
 */
final class ProgramRun {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramRun.class);

    private final Surroundings with;
    private final Order order;
    private final WorkFolder work;
    private final Instant started;
    private final Life life;
    private final AtomicBoolean stepping = new AtomicBoolean();
    private volatile boolean stop;
    private volatile @Nullable Trail trail;
    private volatile @Nullable JobResult result;
    private @Nullable Watch watch;

    ProgramRun(Surroundings with, Order order) {
        this.with = with;
        this.order = order;
        this.work = WorkFolder.of(with.places().work(), order.attempt());
        this.started = with.clock().instant();
        this.life = new Life(with.clock(), with.patience().silence());
    }

    Order order() {
        return order;
    }

    /** Claims the next step; false while another is being taken. */
    boolean claim() {
        return stepping.compareAndSet(false, true);
    }

    /** Takes the step that was claimed: launches the program, or looks at it. Whatever goes wrong is the outcome. */
    void step() {
        try {
            outcome().ifPresent(this::end);
        } catch (InterruptedException e) {
            LOG.debug("{} is left as it is", order.attempt(), e);
            Thread.currentThread().interrupt();
        } catch (Throwable failure) { // Also an OutOfMemoryError: a model may be too large for this process.
            LOG.debug("{} failed", order.attempt(), failure);
            end(Failures.outcome(failure));
        } finally {
            stepping.set(false);
        }
    }

    private Optional<Outcome> outcome() throws IOException, InterruptedException {
        if (watch != null) {
            return watch.look(stop, this::tell);
        }
        Optional<Outcome> known =
                new Results(with.store()).find(order.attempt()).map(Manifest::outcome);
        return known.isPresent() ? known : launch();
    }

    private Optional<Outcome> launch() throws IOException, InterruptedException {
        Launch launch = new Launch(with, order.assignment(), work);
        try {
            boolean stopped =
                    stop && with.ray().find(JobOrder.id(order.attempt())).isEmpty();
            if (stopped) {
                return Optional.of(new Outcome.Stopped(0));
            }
            Trail begun = stop ? launch.trail() : launch.start();
            trail = begun;
            Harvest harvest = new Harvest(with, order.assignment(), work, this::seconds);
            watch = new Watch(with, order.attempt(), work, begun, harvest, life);
            return Optional.empty();
        } catch (JobsApiException e) {
            Duration waited = Duration.between(started, with.clock().instant());
            boolean patient = waited.compareTo(with.patience().unreachable()) < 0;
            if (e.kind() != JobsApiException.Kind.UNAVAILABLE || !patient) {
                throw e;
            }
            LOG.debug("{} is launched later", order.attempt(), e);
            return Optional.empty();
        }
    }

    private void tell(Epoch epoch) {
        with.journal().progressed(order.channel(), progress(epoch.number(), epoch.metrics()));
    }

    private void end(Outcome outcome) {
        JobResult ended = new JobResult(order.attempt(), outcome, seconds());
        result = ended;
        with.journal().finished(order.channel(), ended);
        try {
            work.delete();
        } catch (IOException e) {
            LOG.warn("what {} worked with cannot be removed", order.attempt(), e);
        }
    }

    /** Asks it to write a checkpoint and stop. */
    void stop() {
        stop = true;
    }

    /** Tells that it lives, if it does: while it is being launched the gateway vouches for it. */
    void vouch() {
        if (trail == null || life.shown()) {
            with.journal().progressed(order.channel(), progress(epoch(), Map.of()));
        }
    }

    private JobProgress progress(int epoch, Map<String, Double> metrics) {
        return new JobProgress(order.attempt(), epoch, epochs(), metrics, seconds());
    }

    AttemptStatus status() {
        JobResult ended = result;
        AttemptStatus.State state = ended == null ? AttemptStatus.State.RUNNING : AttemptStatus.State.ENDED;
        return new AttemptStatus(order.attempt(), state, epoch(), epochs(), ended);
    }

    Optional<JobResult> result() {
        return Optional.ofNullable(result);
    }

    private int epoch() {
        Trail begun = trail;
        return begun == null ? 0 : begun.epoch();
    }

    private int epochs() {
        Trail begun = trail;
        return begun == null ? 0 : begun.epochs();
    }

    private double seconds() {
        return Duration.between(started, with.clock().instant()).toNanos() / 1e9;
    }

    /**
     * An attempt that was asked for.
     *
     * @param channel that its events belong to; null for the broker
     * @param driver whether its tasks ask Ray for what it needs, and not it itself
     */
    record Order(@Nullable String channel, Assignment assignment, boolean driver) {
        Attempt attempt() {
            return assignment.attempt();
        }

        Claim claim() {
            return new Claim(assignment.job().resources(), !driver);
        }
    }
}
