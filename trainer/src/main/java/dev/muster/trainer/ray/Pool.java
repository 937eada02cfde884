package dev.muster.trainer.ray;

import dev.muster.contract.Attempt;
import dev.muster.contract.Resources;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The warm trainer actors for jobs that ask for equal resources, and what waits for them. Thread-safe.
 *
 * <p>Slots come and go: {@link #grow} adds one, and one leaves by itself once it has been idle for long.
 */
final class Pool {
    private static final long AT_ONCE_MILLIS = 2_000;

    private final Resources resources;
    private final Board board = new Board();
    private final Function<Pool, Slot> slots;
    private final Map<Slot, Thread> threads = new HashMap<>();

    /**
     * A pool without actors.
     *
     * @param slots makes another slot of the pool, not started yet
     */
    Pool(Resources resources, Function<Pool, Slot> slots) {
        this.resources = resources;
        this.slots = slots;
    }

    Resources resources() {
        return resources;
    }

    Board board() {
        return board;
    }

    /** Starts as many actors as there are too few, beside the caller. */
    synchronized void growTo(int number) {
        grow(number - threads.size());
    }

    /** Starts so many more actors, beside the caller; none once the board is closed. */
    synchronized void grow(int more) {
        if (board.closed()) {
            return;
        }
        List<Thread> started = new ArrayList<>();
        for (int index = 0; index < more; index++) {
            Slot slot = slots.apply(this);
            Thread thread = Threads.named("muster-slot").newThread(() -> work(slot));
            threads.put(slot, thread);
            started.add(thread);
        }
        // Known before the first one takes its share.
        board.slots(threads.size());
        started.forEach(Thread::start);
    }

    private void work(Slot slot) {
        try {
            slot.run();
        } finally {
            left(slot);
        }
    }

    private synchronized void left(Slot slot) {
        threads.remove(slot);
        board.slots(threads.size());
    }

    /** The slots there are. */
    synchronized List<Slot> slots() {
        return List.copyOf(threads.keySet());
    }

    /** How it stands. */
    synchronized Staffing staffing() {
        return new Staffing(
                resources,
                board.waiting(),
                threads.keySet().stream().map(Slot::standing).toList());
    }

    /** What its attempts ask for. */
    Load load() {
        int waiting = board.waiting();
        return new Load(demand(Math.max(0, board.size() - waiting)), demand(waiting));
    }

    private Demand demand(int attempts) {
        return new Demand(
                attempts, attempts * resources.cpus(), attempts * resources.gpus(), attempts * resources.memory());
    }

    /** Attempts in the hands of those slots. */
    static Set<Attempt> attempts(List<Slot> slots) {
        Set<Attempt> attempts = new HashSet<>();
        slots.forEach(slot -> attempts.addAll(slot.attempts()));
        return attempts;
    }

    /**
     * Waits until all slots have left, as they do once the board is closed. Those that have not in time are told to at
     * once: none may call Ray any more while it shuts down, or the process crashes.
     */
    void join(long millis) throws InterruptedException {
        List<Thread> running;
        synchronized (this) {
            running = new ArrayList<>(threads.values());
        }
        join(running, millis);
        running.forEach(Thread::interrupt);
        join(running, AT_ONCE_MILLIS);
    }

    private static void join(List<Thread> running, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (Thread thread : running) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
    }

    /** Of those with an actor, and of those that wait for one. */
    record Load(Demand running, Demand waiting) {
        static final Load NONE = new Load(Demand.NONE, Demand.NONE);

        Load plus(Load other) {
            return new Load(running.plus(other.running), waiting.plus(other.waiting));
        }
    }
}
