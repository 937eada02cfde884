package dev.muster.gateway.program;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.contract.Resources;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.gateway.program.ProgramRun.Order;
import dev.muster.trainer.ray.Claim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which attempts wait, run, and ended lately; in the order in which they came. Thread-safe. */
final class Roster {
    private static final int REMEMBERED = 1_000;
    /** Ray starts programs slowly, and each costs its head a supervisor. */
    private static final int MOST = 8;

    private final Map<Attempt, Order> waiting = new LinkedHashMap<>();
    private final Map<Attempt, ProgramRun> running = new LinkedHashMap<>();
    private final Map<Attempt, JobResult> ended = new LinkedHashMap<>();

    /** Takes an attempt in, unless it is known; returns its result if that is known. */
    synchronized Optional<JobResult> add(Order order) {
        clear();
        JobResult result = ended.get(order.attempt());
        if (result == null && !running.containsKey(order.attempt())) {
            waiting.putIfAbsent(order.attempt(), order);
        }
        return Optional.ofNullable(result);
    }

    /**
     * Lets those run that there is room for; the first that finds none keeps its turn.
     *
     * @param hungry what others ask for whose turn comes before
     */
    synchronized void admit(Room room, List<Resources> hungry, Function<Order, ProgramRun> begin) {
        List<Order> orders = List.copyOf(waiting.values());
        for (Order order : orders) {
            if (running.size() >= MOST || !room.fits(order.claim(), claims(), hungry)) {
                return;
            }
            waiting.remove(order.attempt());
            running.put(order.attempt(), begin.apply(order));
        }
    }

    /** Takes an attempt out that only waits; empty when it does not. */
    synchronized Optional<Order> withdraw(Attempt attempt) {
        Optional<Order> order = Optional.ofNullable(waiting.remove(attempt));
        order.ifPresent(it -> remember(new JobResult(attempt, new Outcome.Stopped(0), 0)));
        return order;
    }

    synchronized void remember(JobResult result) {
        ended.put(result.attempt(), result);
        if (ended.size() > REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    /** Moves those that ended to where results are remembered. */
    synchronized void clear() {
        running.values().removeIf(run -> {
            run.result().ifPresent(this::remember);
            return run.result().isPresent();
        });
    }

    synchronized List<Order> waiting() {
        return List.copyOf(waiting.values());
    }

    synchronized List<ProgramRun> running() {
        return List.copyOf(running.values());
    }

    /** What those need that run. */
    synchronized List<Claim> claims() {
        return running.values().stream().map(run -> run.order().claim()).toList();
    }

    synchronized List<AttemptStatus> statuses() {
        List<AttemptStatus> all = new ArrayList<>();
        waiting.keySet().forEach(it -> all.add(new AttemptStatus(it, AttemptStatus.State.WAITING, 0, 0, null)));
        running.values().forEach(run -> all.add(run.status()));
        ended.values().forEach(it -> all.add(new AttemptStatus(it.attempt(), AttemptStatus.State.ENDED, 0, 0, it)));
        return all;
    }

    synchronized boolean knows(Attempt attempt) {
        return waiting.containsKey(attempt) || running.containsKey(attempt) || ended.containsKey(attempt);
    }

    /** Earlier attempts at the same job that have not ended. */
    synchronized List<Attempt> before(Attempt attempt) {
        return Stream.concat(waiting.keySet().stream(), running.keySet().stream())
                .filter(it -> it.job().equals(attempt.job()) && it.number() < attempt.number())
                .toList();
    }

    synchronized boolean idle() {
        return waiting.isEmpty() && running.isEmpty();
    }
}
