package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.ledger.queue.Candidate;
import dev.muster.ledger.queue.Choice;
import dev.muster.ledger.queue.Forecast;
import dev.muster.ledger.queue.Holdings;
import dev.muster.ledger.queue.Lane;
import dev.muster.ledger.queue.QueuePolicy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who waits, for what, and for how long. */
public final class Outlook {
    private final Database database;
    private final Clock clock;
    private final QueuePolicy policy;

    Outlook(Database database, Clock clock, QueuePolicy policy) {
        this.database = database;
        this.clock = clock;
        this.policy = policy;
    }

    /** The batches that wait, in the order in which they go on; those that something else keeps back come last. */
    public List<Line> lines() {
        Instant now = clock.instant();
        return database.read(sql -> lines(sql, now));
    }

    private List<Line> lines(Sql sql, Instant now) throws SQLException {
        List<WaitingBatch> all = QueueRows.waiting(sql, now);
        List<RunningJob> running = QueueRows.running(sql);
        Map<String, Measured> measured = QueueRows.measured(sql);
        Holdings holdings = Lanes.holdings(sql, policy, now);
        List<Forecast.Waiting> due = all.stream()
                .filter(it -> it.due() > 0)
                .map(it -> it.forecast(measured))
                .toList();
        Map<String, Forecast.Start> starts = Forecast.of(
                policy,
                holdings,
                due,
                running.stream()
                        .filter(RunningJob::begun)
                        .map(it -> it.forecast(measured, now))
                        .toList(),
                running.stream()
                        .filter(it -> !it.begun())
                        .map(it -> it.inside(measured))
                        .toList());
        Map<String, Integer> turns = turns(holdings, all);
        Obstacles obstacles = new Obstacles(policy, holdings, running);
        List<WaitingBatch> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparing((WaitingBatch it) -> turns.getOrDefault(it.id(), Integer.MAX_VALUE))
                .thenComparing(it -> policy.rank(it.priority(), it.since()))
                .thenComparing(WaitingBatch::number));
        List<Line> lines = new ArrayList<>();
        for (WaitingBatch it : ordered) {
            int position = lines.size() + 1;
            lines.add(line(it, position, obstacles.of(it, turns.get(it.id())), now, starts.get(it.id()), measured));
        }
        return lines;
    }

    /** Batches by the turns that they have when nothing but a place is missing. */
    private Map<String, Integer> turns(Holdings holdings, List<WaitingBatch> all) {
        List<Lane> open = all.stream()
                .filter(it -> it.due() > 0 && !it.full())
                .map(it -> new Lane(it.team(), List.of(it.head()), false))
                .toList();
        Choice choice = new Choice(policy, holdings, open);
        Map<String, Integer> turns = new HashMap<>();
        for (Optional<Candidate> next = choice.next(); next.isPresent(); next = choice.next()) {
            turns.put(next.get().batch().id(), turns.size() + 1);
        }
        return turns;
    }

    private Line line(
            WaitingBatch it,
            int position,
            Obstacle obstacle,
            Instant now,
            Forecast.@Nullable Start start,
            Map<String, Measured> measured) {
        Measured basis = measured.get(it.like());
        return new Line(
                position,
                new BatchId(it.id()),
                it.name(),
                it.team(),
                it.priority(),
                policy.urgency(it.priority(), it.since(), now),
                it.jobs(),
                it.running(),
                it.since(),
                obstacle.reason(),
                it.stoppedFor() == null ? obstacle.why() : obstacle.why() + "; stopped for job " + it.stoppedFor(),
                start == null ? null : start.at(),
                start != null && start.latest(),
                basis == null ? 0 : basis.jobs());
    }

    /** What keeps a batch back. */
    public enum Reason {
        /** It goes next. */
        NEXT,
        /** All places are taken, and others go before it. */
        NO_SLOT,
        /** Its team has all that it may have. */
        TEAM_QUOTA,
        /** It runs as many jobs as it may itself. */
        BATCH_LIMIT,
        /** The clusters run as many jobs as they may. */
        CLUSTER_LIMIT,
        /** Its jobs wait for their next try. */
        NOT_BEFORE
    }

    /**
     * A batch that waits.
     *
     * @param position counted from 1
     * @param urgency what its priority has grown to
     * @param waiting jobs that wait
     * @param running jobs that run
     * @param since when it began to wait
     * @param why in words
     * @param start when its next job will start; null when nothing is known to tell it from
     * @param latest whether it may well start sooner, since not all that goes before it was ever measured
     * @param measured finished jobs like its own that its own durations are told from
     */
    public record Line(
            int position,
            BatchId batch,
            String name,
            String team,
            int priority,
            double urgency,
            int waiting,
            int running,
            Instant since,
            Reason reason,
            String why,
            @Nullable Instant start,
            boolean latest,
            int measured) {}
}
