package dev.muster.gateway.http;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.Fingerprint;
import dev.muster.gateway.backend.Backend;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A backend that takes what it is given and does nothing with it. */
public final class FakeBackend implements Backend {
    /** Attempts there, each once, with their channels. */
    public final Map<Attempt, String> attempts = new LinkedHashMap<>();
    /** Sizes of the chunks that came. */
    public final List<Integer> chunks = new ArrayList<>();
    /** Attempts that it was asked to stop. */
    public final List<Attempt> cancelled = new ArrayList<>();

    private final Map<Attempt, List<String>> logs = new LinkedHashMap<>();
    private final List<Attempt> ended = new ArrayList<>();
    private ClusterCapacity capacity = new ClusterCapacity(
            List.of(Map.of("CPU", 4.0), Map.of("CPU", 2.0, "GPU", 1.0)),
            new ClusterCapacity.Demand(1, 2, 0, 0),
            new ClusterCapacity.Demand(2, 1, 0, 0));
    private boolean reachable = true;
    private Runnable whenTaken = () -> {};

    /** Whether it can be reached from now on. */
    public synchronized void reachable(boolean now) {
        reachable = now;
    }

    /** What is asked of it from now on. */
    public synchronized void asked(ClusterCapacity.Demand running, ClusterCapacity.Demand waiting) {
        capacity = new ClusterCapacity(capacity.nodes(), running, waiting);
    }

    /** Happens once, when the next submission is taken and not yet answered. */
    public synchronized void whenTaken(Runnable event) {
        whenTaken = event;
    }

    /** An attempt says something. */
    public synchronized void says(Attempt attempt, String line) {
        logs.computeIfAbsent(attempt, absent -> new ArrayList<>()).add(line);
    }

    /** An attempt ends. */
    public synchronized void ends(Attempt attempt) {
        ended.add(attempt);
    }

    @Override
    public synchronized ClusterCapacity capacity() {
        reach();
        return capacity;
    }

    @Override
    public synchronized Fingerprint fingerprint() {
        reach();
        return new Fingerprint("fake", Map.of("ray", "none"));
    }

    @Override
    public synchronized void submit(@Nullable String channel, List<Assignment> assignments) {
        reach();
        chunks.add(assignments.size());
        assignments.forEach(assignment -> attempts.putIfAbsent(assignment.attempt(), String.valueOf(channel)));
        Runnable event = whenTaken;
        whenTaken = () -> {};
        event.run();
    }

    @Override
    public synchronized void cancel(Collection<Attempt> unwanted) {
        reach();
        cancelled.addAll(unwanted);
    }

    @Override
    public synchronized List<AttemptStatus> attempts() {
        return attempts.keySet().stream()
                .map(attempt -> new AttemptStatus(
                        attempt,
                        ended.contains(attempt) ? AttemptStatus.State.ENDED : AttemptStatus.State.RUNNING,
                        0,
                        0,
                        null))
                .toList();
    }

    @Override
    public synchronized Optional<List<String>> log(Attempt attempt, int after) {
        return Optional.ofNullable(logs.get(attempt))
                .map(lines -> List.copyOf(lines.subList(Math.min(after, lines.size()), lines.size())));
    }

    private void reach() {
        if (!reachable) {
            throw new ClusterUnavailableException("fake", new ConnectException("connection refused"));
        }
    }

    @Override
    public void close() {}
}
