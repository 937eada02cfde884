package dev.muster.ledger.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Plays the queue forward: what runs ends after the time that such jobs took before, and each place that falls free is
 * given out as {@link Choice} would. Knows as many places as are taken now.
 */
public final class Forecast {
    /** Further than so many starts ahead nobody would believe it. */
    private static final int HORIZON = 5_000;

    private final QueuePolicy policy;
    private final Holdings holdings;
    private final List<Waiting> waiting;
    private final Map<String, Integer> left = new HashMap<>();
    private final Map<String, Integer> running = new HashMap<>();
    private final Map<String, Usage> used;
    private final Map<String, Start> starts = new HashMap<>();
    private final PriorityQueue<Running> places = new PriorityQueue<>(
            Comparator.comparing((Running it) -> Optional.ofNullable(it.end).orElse(Instant.MAX))
                    .thenComparing(it -> it.batch));
    private final Deque<Inside> inside;
    private boolean blind;

    private Forecast(
            QueuePolicy policy,
            Holdings holdings,
            List<Waiting> waiting,
            Collection<Running> taken,
            Collection<Inside> inside) {
        this.policy = policy;
        this.holdings = holdings;
        this.waiting = waiting;
        this.used = new HashMap<>(holdings.running());
        waiting.forEach(it -> left.put(it.head.batch().id(), it.jobs));
        taken.forEach(it -> {
            running.merge(it.batch, 1, Integer::sum);
            places.add(it);
            blind |= it.end == null;
        });
        this.inside = new ArrayDeque<>(inside);
        inside.forEach(it -> running.merge(it.batch, 1, Integer::sum));
    }

    /**
     * When the next job of each batch starts, by the batch's id; nothing of those that cannot be told.
     *
     * @param holdings what teams have now
     * @param waiting batches with jobs that are due
     * @param running what runs now
     * @param inside what was given to clusters and waits there, in order
     */
    public static Map<String, Start> of(
            QueuePolicy policy,
            Holdings holdings,
            List<Waiting> waiting,
            Collection<Running> running,
            Collection<Inside> inside) {
        Forecast forecast = new Forecast(policy, holdings, waiting, running, inside);
        forecast.play();
        return Map.copyOf(forecast.starts);
    }

    private void play() {
        int idle = 0;
        for (int given = 0; given < HORIZON && starts.size() < waiting.size(); ) {
            Running next = places.poll();
            if (next == null || next.end == null) {
                return;
            }
            running.merge(next.batch, -1, Integer::sum);
            used.merge(policy.account(next.team), next.asks, Usage::minus);
            Inside first = inside.poll();
            if (first != null) {
                run(first.batch, first.team, first.asks, first.takes, next.end);
                continue;
            }
            idle++;
            for (Optional<Waiting> turn = turn(); idle > 0 && turn.isPresent(); turn = turn()) {
                start(turn.get(), next.end);
                idle--;
                given++;
            }
        }
    }

    private Optional<Waiting> turn() {
        List<Lane> lanes = waiting.stream()
                .filter(it -> left.getOrDefault(it.head.batch().id(), 0) > 0 && !full(it))
                .map(it -> new Lane(it.head.batch().team(), List.of(it.head), false))
                .toList();
        return new Choice(policy, new Holdings(used, holdings.served()), lanes)
                .next()
                .flatMap(head ->
                        waiting.stream().filter(it -> it.head.equals(head)).findFirst());
    }

    private boolean full(Waiting batch) {
        Integer most = batch.limit;
        return most != null && running.getOrDefault(batch.head.batch().id(), 0) >= most;
    }

    private void start(Waiting batch, Instant at) {
        Candidate.Batch of = batch.head.batch();
        starts.putIfAbsent(of.id(), new Start(at, blind));
        left.merge(of.id(), -1, Integer::sum);
        running.merge(of.id(), 1, Integer::sum);
        used.merge(policy.account(of.team()), batch.head.asks(), Usage::plus);
        run(of.id(), of.team(), batch.head.asks(), batch.takes, at);
    }

    private void run(String batch, String team, Usage asks, @Nullable Duration takes, Instant at) {
        blind |= takes == null;
        places.add(new Running(batch, team, asks, takes == null ? null : at.plus(takes)));
    }

    /**
     * A batch with jobs that are due.
     *
     * @param head the next of them; the others are taken to be like it
     * @param jobs how many
     * @param limit how many of the batch's may run at a time; null for any number
     * @param takes how long such a job took before; null when none was measured
     */
    public record Waiting(
            Candidate head,
            int jobs,
            @Nullable Integer limit,
            @Nullable Duration takes) {}

    /**
     * An attempt that runs.
     *
     * @param end when it will have ended; null when none like it was measured
     */
    public record Running(
            String batch, String team, Usage asks, @Nullable Instant end) {}

    /**
     * An attempt that waits inside a cluster.
     *
     * @param takes as of those that wait outside
     */
    public record Inside(
            String batch, String team, Usage asks, @Nullable Duration takes) {}

    /**
     * A start.
     *
     * @param latest whether it may well be sooner, since not all that runs before it was measured
     */
    public record Start(Instant at, boolean latest) {}
}
