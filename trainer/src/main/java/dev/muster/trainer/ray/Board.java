package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Dataset;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.contract.gateway.AttemptStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Which attempts wait, run and ended, of those that ask for equal resources of one cluster. Thread-safe. */
final class Board {
    /** Instead of the address of a node. */
    static final String ANYWHERE = "";

    private static final int REMEMBERED = 1_000;

    private int slots;
    private final Map<String, Integer> leaving = new HashMap<>();
    private final Deque<Assignment> waiting = new ArrayDeque<>();
    private final Map<Attempt, JobProgress> known = new LinkedHashMap<>();
    private final Set<Attempt> stopping = new HashSet<>();
    private final Map<Attempt, JobResult> ended = new LinkedHashMap<>();
    private boolean closed;

    /** Says how many share the work from now on. */
    synchronized void slots(int number) {
        slots = number;
    }

    /**
     * Sends some of those that work away, as soon as they have nothing in hand; in place of what was said before.
     *
     * @param numbers how many, by the address of the node that they are on, or {@link #ANYWHERE}
     */
    synchronized void dismiss(Map<String, Integer> numbers) {
        leaving.clear();
        leaving.putAll(numbers);
        notifyAll();
    }

    /**
     * Takes an assignment in, unless it is in.
     *
     * @return results known already, to be reported once more
     * @throws IllegalStateException once closed: what nobody takes must not count as taken
     */
    synchronized List<JobResult> submit(Collection<Assignment> assignments) {
        if (closed) {
            throw new IllegalStateException("it is ending");
        }
        List<JobResult> again = new ArrayList<>();
        for (Assignment assignment : assignments) {
            Attempt attempt = assignment.attempt();
            JobResult result = ended.get(attempt);
            if (result != null) {
                again.add(result);
            } else if (known.putIfAbsent(attempt, alive(attempt)) == null) {
                waiting.add(assignment);
            }
        }
        notifyAll();
        return again;
    }

    private static JobProgress alive(Attempt attempt) {
        return new JobProgress(attempt, 0, 0, Map.of(), 0);
    }

    /** Whether it takes no more. */
    synchronized boolean closed() {
        return closed;
    }

    /** How many attempts are in. */
    synchronized int size() {
        return known.size();
    }

    /** How many attempts wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** A sign of life for each attempt that is in, but those in silent hands. */
    synchronized List<JobProgress> alive(Set<Attempt> silent) {
        return known.values().stream()
                .filter(progress -> !silent.contains(progress.attempt()))
                .toList();
    }

    /** Where each attempt is. */
    synchronized List<AttemptStatus> statuses() {
        Set<Attempt> queued = waiting.stream().map(Assignment::attempt).collect(Collectors.toSet());
        List<AttemptStatus> statuses = new ArrayList<>();
        known.forEach((attempt, at) -> statuses.add(new AttemptStatus(
                attempt,
                queued.contains(attempt) ? AttemptStatus.State.WAITING : AttemptStatus.State.RUNNING,
                at.epoch(),
                at.epochs(),
                null)));
        ended.forEach(
                (attempt, result) -> statuses.add(new AttemptStatus(attempt, AttemptStatus.State.ENDED, 0, 0, result)));
        return statuses;
    }

    /**
     * Waits for work: a fair share of what waits, all of it on one dataset.
     *
     * @param most at a time
     * @param patience in milliseconds
     * @param node address of the node that they are for
     * @return empty once closed, when none came in time, and for one who is to leave
     */
    synchronized List<Assignment> take(int most, long patience, String node) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        for (long left = patience; waiting.isEmpty() && !closed && !mayLeave(node) && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        if (mayLeave(node)) {
            leaving.merge(leaving.containsKey(node) ? node : ANYWHERE, -1, Integer::sum);
            leaving.values().removeIf(number -> number <= 0);
            return List.of();
        }
        return poll(most);
    }

    private boolean mayLeave(String node) {
        return leaving.containsKey(node) || leaving.containsKey(ANYWHERE);
    }

    /** As {@link #take}, without waiting. */
    synchronized List<Assignment> poll(int most) {
        return waiting.isEmpty()
                ? List.of()
                : share(most, waiting.element().job().dataset());
    }

    /** As {@link #take}, without waiting, on a dataset that is at hand. */
    synchronized List<Assignment> poll(int most, Dataset dataset, String node) {
        return mayLeave(node) ? List.of() : share(most, dataset);
    }

    private List<Assignment> share(int most, Dataset dataset) {
        int share = Math.min(most, (waiting.size() + slots - 1) / Math.max(1, slots));
        List<Assignment> chunk = new ArrayList<>();
        while (chunk.size() < share
                && !waiting.isEmpty()
                && waiting.element().job().dataset().equals(dataset)) {
            chunk.add(waiting.remove());
        }
        return chunk;
    }

    /**
     * Takes back what was taken and not begun.
     *
     * @return results of those that were cancelled meanwhile
     */
    synchronized List<JobResult> giveBack(List<Assignment> assignments) {
        for (int index = assignments.size() - 1; index >= 0; index--) {
            waiting.addFirst(assignments.get(index));
        }
        notifyAll();
        return stopWaiting();
    }

    /**
     * Asks attempts to stop.
     *
     * @return results of those that were only waiting
     */
    synchronized List<JobResult> cancel(Collection<Attempt> attempts) {
        attempts.stream().filter(known::containsKey).forEach(stopping::add);
        return stopWaiting();
    }

    /**
     * Asks all attempts to stop and takes no more.
     *
     * @return results of those that were only waiting
     */
    synchronized List<JobResult> close() {
        closed = true;
        notifyAll();
        return cancel(List.copyOf(known.keySet()));
    }

    private List<JobResult> stopWaiting() {
        List<JobResult> stopped = new ArrayList<>();
        waiting.removeIf(assignment -> {
            boolean stop = stopping.contains(assignment.attempt());
            if (stop) {
                stopped.add(new JobResult(assignment.attempt(), new Outcome.Stopped(0), 0));
            }
            return stop;
        });
        stopped.forEach(this::end);
        return stopped;
    }

    /** Lets go of attempts that nobody can speak for any more: their leases run out. */
    synchronized void forget(Collection<Attempt> attempts) {
        known.keySet().removeAll(attempts);
        stopping.removeAll(attempts);
    }

    /** The end of attempts that had to be ended: they stopped at their last checkpoint. */
    synchronized List<JobResult> stopped(Collection<Attempt> attempts) {
        List<JobResult> stopped = new ArrayList<>();
        for (Attempt attempt : attempts) {
            JobProgress last = known.getOrDefault(attempt, alive(attempt));
            stopped.add(new JobResult(attempt, new Outcome.Stopped(last.epoch()), last.seconds()));
        }
        stopped.forEach(this::end);
        return stopped;
    }

    /** Which of some attempts are asked to stop. */
    synchronized Set<Attempt> stopping(Collection<Attempt> attempts) {
        return attempts.stream().filter(stopping::contains).collect(Collectors.toSet());
    }

    /** Notes what an actor answered. */
    synchronized void note(Report report) {
        for (JobProgress progress : report.progress()) {
            known.computeIfPresent(
                    progress.attempt(),
                    (attempt, before) -> new JobProgress(
                            attempt, progress.epoch(), progress.epochs(), Map.of(), progress.seconds()));
        }
        report.results().forEach(this::end);
    }

    private void end(JobResult result) {
        known.remove(result.attempt());
        stopping.remove(result.attempt());
        ended.put(result.attempt(), result);
        if (ended.size() > REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }
}
