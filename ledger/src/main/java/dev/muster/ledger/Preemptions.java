package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.ledger.queue.Candidate;
import dev.muster.ledger.queue.Eviction;
import dev.muster.ledger.queue.Evictions;
import dev.muster.ledger.queue.Holdings;
import dev.muster.ledger.queue.Lane;
import dev.muster.ledger.queue.Occupant;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.ledger.queue.Usage;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attempts make room for more urgent jobs. */
final class Preemptions {
    /** Heads of each lane that are looked at; more wait for the next look. */
    private static final int DEPTH = 64;

    private Preemptions() {}

    /** Marks those that make room on a cluster. */
    static List<Attempt> make(Sql sql, QueuePolicy policy, String cluster, int free, Instant now) throws SQLException {
        Lanes.hold(sql);
        List<Lane> lanes = Lanes.heads(sql, policy, DEPTH, now, Optional.empty());
        if (lanes.isEmpty()) {
            return List.of();
        }
        List<Seat> seats = seats(sql, cluster, now);
        int leaving = (int) seats.stream().filter(Seat::stopping).count();
        int room = (free < 0 ? free : Lanes.room(sql, policy, cluster, free)) + leaving;
        Holdings holdings = without(Lanes.holdings(sql, policy, now), policy, seats);
        List<Occupant> occupants =
                seats.stream().filter(Seat::mayStop).map(Seat::occupant).toList();
        List<Eviction> evictions = Evictions.of(policy, holdings, lanes, occupants, room);
        write(sql, evictions, now);
        return evictions.stream().map(it -> it.victim().attempt()).toList();
    }

    /** What is being stopped already is as good as gone. */
    private static Holdings without(Holdings holdings, QueuePolicy policy, List<Seat> seats) {
        Map<String, Usage> running = new HashMap<>(holdings.running());
        seats.stream()
                .filter(Seat::stopping)
                .map(Seat::occupant)
                .forEach(it -> running.computeIfPresent(
                        policy.account(it.batch().team()), (account, used) -> used.minus(it.asks())));
        return new Holdings(running, holdings.served());
    }

    private static void write(Sql sql, List<Eviction> evictions, Instant now) throws SQLException {
        if (evictions.isEmpty()) {
            return;
        }
        List<Row> rows = evictions.stream().map(Row::of).toList();
        sql.later("""
                update attempt a set preempted_for = e.waiting
                from json_to_recordset(?::json) as e(job text, number integer, waiting text)
                where a.job_id = e.job and a.number = e.number and a.state = 'RUNNING'""", Sql.json(rows));
        Audit.note(
                sql, now, Audit.TRAIN, evictions.stream().map(Preemptions::note).toList());
    }

    private static Audit.Note note(Eviction eviction) {
        Candidate.Batch low = eviction.victim().batch();
        Candidate.Batch high = eviction.waiting().batch();
        return new Audit.Note(
                low.id(),
                "PREEMPTED",
                Name.subject(eviction.victim().attempt()),
                "makes room for job " + eviction.waiting().job() + " of batch " + high.id() + ": priority "
                        + high.priority() + " over " + low.priority());
    }

    /** What runs on a cluster; a batch that has expired would not start again, so it is left alone. */
    private static List<Seat> seats(Sql sql, String cluster, Instant now) throws SQLException {
        return sql.list("""
                select j.batch_id, a.job_id, a.number, b.team, b.priority, b.queued_at, b.number as accepted, j.cpus, j.gpus,
                    a.claimed_at, a.preempted_for is not null as stopping,
                    b.state = 'RUNNING' and b.called_off_at is null
                        and (b.expires_at is null or b.expires_at > ?) as may_stop,
                    (select count(*) from attempt p where p.job_id = a.job_id and p.preempted_for is not null) as times
                from attempt a join job j on j.id = a.job_id join batch b on b.id = j.batch_id
                where a.state = 'RUNNING' and a.cluster = ?""", Seat::of, now, cluster);
    }

    private record Row(String job, int number, String waiting) {
        static Row of(Eviction eviction) {
            Attempt attempt = eviction.victim().attempt();
            return new Row(
                    attempt.job().value(), attempt.number(), eviction.waiting().job());
        }
    }
}
