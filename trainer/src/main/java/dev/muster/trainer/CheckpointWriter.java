package dev.muster.trainer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the checkpoints of one run in the background, so that training goes on meanwhile: one at a time, while one at
 * most waits, in whose place a newer one steps. One that cannot be written (the disk is full) is noted, the next one is
 * another try, and training goes on: it costs nothing unless the run dies before. Used by one thread at a time.
 */
final class CheckpointWriter {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

    /** A thread for each run that has something to write, and none for those that have not. */
    private static final Executor THREADS = Executors.newCachedThreadPool(CheckpointWriter::thread);

    private final Consumer<Checkpoint> store;
    private final Executor background;
    private final InstantSource clock;
    private @Nullable Checkpoint waiting;
    private boolean busy;
    private int failures;
    private String failure = "";
    private Duration spent = Duration.ZERO;

    /** Writes with a thread of its own, while there is something to write. */
    static CheckpointWriter inBackground(Checkpoints checkpoints, InstantSource clock) {
        return new CheckpointWriter(checkpoints::write, THREADS, clock);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "muster-checkpoint");
        thread.setDaemon(true);
        return thread;
    }

    CheckpointWriter(Consumer<Checkpoint> store, Executor background, InstantSource clock) {
        this.store = store;
        this.background = background;
        this.clock = clock;
    }

    /** Has a checkpoint written, unless a newer one comes before its turn. */
    synchronized void offer(Checkpoint checkpoint) {
        waiting = checkpoint;
        if (!busy) {
            busy = true;
            start();
        }
    }

    private void start() {
        try {
            background.execute(this::work);
        } catch (Throwable e) { // Such as the OutOfMemoryError for a thread too many.
            busy = false;
            failed(e);
        }
    }

    /** Forgets the one that waits. */
    synchronized void forget() {
        waiting = null;
    }

    /** Returns once nothing is being written and nothing waits. */
    synchronized void await() {
        boolean interrupted = false;
        while (busy) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Whoever ends the run must know that it writes no more; how long a write takes is up to the store.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long writing took until now, that under way left out. */
    synchronized Duration spent() {
        return spent;
    }

    /** What could not be written until now, for people: one line, however often it was. */
    synchronized List<String> notes() {
        return failures == 0
                ? List.of()
                : List.of(failures + (failures == 1 ? " checkpoint" : " checkpoints")
                        + " could not be written, the last one because: " + failure);
    }

    private void work() {
        for (Optional<Checkpoint> next = next(); next.isPresent(); next = next()) {
            Instant before = clock.instant();
            try {
                store.accept(next.get());
            } catch (Throwable e) { // Also an OutOfMemoryError: the training thread decides what that means for it.
                failed(e);
            }
            took(Duration.between(before, clock.instant()));
        }
    }

    private synchronized Optional<Checkpoint> next() {
        Optional<Checkpoint> next = Optional.ofNullable(waiting);
        waiting = null;
        busy = next.isPresent();
        notifyAll();
        return next;
    }

    private synchronized void took(Duration time) {
        spent = spent.plus(time);
    }

    private synchronized void failed(Throwable e) {
        failures++;
        failure = Failures.outcome(e).message();
        LOG.warn("a checkpoint could not be written; training goes on", e);
    }
}
