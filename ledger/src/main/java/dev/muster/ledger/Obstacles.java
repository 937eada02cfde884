package dev.muster.ledger;

import dev.muster.ledger.Outlook.Reason;
import dev.muster.ledger.queue.Holdings;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Team;
import dev.muster.ledger.queue.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what keeps batches back. */
final class Obstacles {
    private final QueuePolicy policy;
    private final Holdings holdings;
    private final Map<String, Long> clusters;

    Obstacles(QueuePolicy policy, Holdings holdings, List<RunningJob> running) {
        this.policy = policy;
        this.holdings = holdings;
        this.clusters = running.stream()
                .collect(Collectors.groupingBy(RunningJob::cluster, TreeMap::new, Collectors.counting()));
    }

    /**
     * What keeps a batch back.
     *
     * @param turn that it has once a place falls free; null when it would not get that place
     */
    Obstacle of(WaitingBatch batch, @Nullable Integer turn) {
        if (batch.due() == 0) {
            return new Obstacle(Reason.NOT_BEFORE, "not before " + batch.soonest() + ": it waits for its next try");
        }
        if (batch.full()) {
            return new Obstacle(
                    Reason.BATCH_LIMIT, "runs " + batch.running() + " jobs of the " + batch.limit() + " it may");
        }
        if (turn == null) {
            return new Obstacle(
                    Reason.TEAM_QUOTA,
                    quota(policy.account(batch.team()), batch.head().asks()));
        }
        if (!clusters.isEmpty() && clusters.keySet().stream().allMatch(this::full)) {
            return new Obstacle(
                    Reason.CLUSTER_LIMIT,
                    clusters.keySet().stream().map(this::limit).collect(Collectors.joining(", ")));
        }
        if (turn == 1) {
            return new Obstacle(Reason.NEXT, clusters.isEmpty() ? "next in line; nothing runs now" : "next in line");
        }
        return new Obstacle(Reason.NO_SLOT, clusters.isEmpty() ? "nothing runs now" : "no free slot on any cluster");
    }

    private boolean full(String cluster) {
        Integer limit = policy.clusters().get(cluster);
        return limit != null && Objects.requireNonNull(clusters.get(cluster)) >= limit;
    }

    private String limit(String cluster) {
        return "cluster " + cluster + " runs " + clusters.get(cluster) + " of the "
                + policy.clusters().get(cluster) + " it may";
    }

    private String quota(String account, Usage asks) {
        Team team = policy.team(account);
        Usage used = holdings.running().getOrDefault(account, Usage.NONE);
        List<String> lacking = new ArrayList<>();
        add(lacking, "jobs", used.jobs(), asks.jobs(), team.jobs());
        add(lacking, "cpus", used.cpus(), asks.cpus(), team.cpus());
        add(lacking, "gpus", used.gpus(), asks.gpus(), team.gpus());
        return lacking.isEmpty()
                ? "an older job of team " + account + " waits for what its quota leaves"
                : "team " + account + " uses " + String.join(", ", lacking) + ", and this asks for more";
    }

    private static void add(List<String> all, String measure, long used, long asks, @Nullable Integer limit) {
        if (limit != null && used + asks > limit) {
            all.add(used + " of its " + limit + " " + measure);
        }
    }
}
