package dev.muster.ledger.queue;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Queueing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How teams share the clusters. Immutable.
 *
 * @param teams by name
 * @param clusters how many jobs may run on a cluster at a time, by its name
 * @param ageing the time of waiting that counts as one point of priority
 * @param preemption when running jobs make room for others; null for never
 */
public record QueuePolicy(
        Map<String, Team> teams,
        Map<String, Integer> clusters,
        Duration ageing,
        @Nullable Preemption preemption) {
    /** Ten minutes of waiting for a point of priority, and no limits: every team is for itself, with an equal share. */
    public static final QueuePolicy USUAL = new QueuePolicy(Map.of(), Map.of(), Duration.ofMinutes(10), null);

    public QueuePolicy {
        teams = Map.copyOf(teams);
        clusters = Map.copyOf(clusters);
        if (ageing.isZero() || ageing.isNegative()) {
            throw new IllegalArgumentException("whoever waits must count more with time, not by " + ageing);
        }
    }

    /**
     * Reads a file.
     *
     * @throws InvalidInputException with everything that is wrong in it
     */
    public static QueuePolicy read(Path file) {
        return QueueFile.read(file);
    }

    /** The name that a team's work counts under: that of the default team for those that are not listed. */
    public String account(String team) {
        return teams.isEmpty() || teams.containsKey(team) ? team : Queueing.DEFAULT_TEAM;
    }

    /** What a team may, by the name that its work counts under. */
    public Team team(String account) {
        return teams.getOrDefault(account, Team.USUAL);
    }

    /** Whether it matters what teams have had: when those that wait compete, or have quotas. */
    public boolean contended(Collection<Lane> lanes) {
        Set<String> accounts = lanes.stream().map(lane -> account(lane.team())).collect(Collectors.toSet());
        return accounts.size() > 1
                || accounts.stream().anyMatch(name -> team(name).limited());
    }

    /**
     * When a batch without priority would have to have come to be as urgent: the earlier, the more urgent. Priority
     * that grows evenly with waiting never changes an order, so the order needs no clock.
     */
    public Instant rank(int priority, Instant since) {
        return since.minus(ageing.multipliedBy(priority));
    }

    /** What a priority has grown to. */
    public double urgency(int priority, Instant since, Instant now) {
        return priority + Math.max(0, Duration.between(since, now).toMillis()) / (double) ageing.toMillis();
    }
}
