package dev.muster.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What waits, what runs, and how long such things took, for people. Reads all that waits, unlike a claim. */
final class QueueRows {
    /** Of each team and priority; those behind them are as far away. */
    private static final int DEPTH = 500;

    /** The latest of those that ended. */
    private static final int SAMPLE = 2_000;

    private QueueRows() {}

    static List<WaitingBatch> waiting(Sql sql, Instant now) throws SQLException {
        return sql.list("""
                select b.id, b.number, b.name, b.team, b.priority, b.queued_at, b.running_limit, w.jobs, w.due, w.soonest,
                    w.running, h.id as head, h.ordinal, h.cpus, h.gpus, h.algorithm || ' ' || h.dataset_id as alike,
                    (select a.preempted_for from job j join attempt a on a.job_id = j.id and a.number = j.attempt
                        where j.batch_id = b.id and j.state = 'QUEUED' and a.preempted_for is not null
                        order by a.ended_at desc limit 1) as stopped_for
                from (
                    select *, row_number() over (partition by team, priority order by queued_at, number) as place
                    from batch where state = 'RUNNING' and called_off_at is null
                ) b
                cross join lateral (
                    select count(*) filter (where state = 'QUEUED') as jobs,
                        count(*) filter (where state = 'QUEUED' and not_before <= ?) as due,
                        min(not_before) filter (where state = 'QUEUED') as soonest,
                        count(*) filter (where state = 'RUNNING') as running
                    from job where batch_id = b.id and state in ('QUEUED', 'RUNNING')
                ) w
                cross join lateral (
                    select id, ordinal, cpus, gpus, algorithm, dataset_id from job
                    where batch_id = b.id and state = 'QUEUED' order by not_before > ?, ordinal limit 1
                ) h
                where b.place <= ?""", WaitingBatch::of, now, now, DEPTH);
    }

    static List<RunningJob> running(Sql sql) throws SQLException {
        return sql.list("""
                select a.cluster, a.epoch, a.epochs, a.seconds, j.batch_id, b.team, j.cpus, j.gpus,
                    j.algorithm || ' ' || j.dataset_id as alike
                from attempt a join job j on j.id = a.job_id join batch b on b.id = j.batch_id
                where a.state = 'RUNNING' order by a.claimed_at, j.ordinal""", RunningJob::of);
    }

    /** Durations of jobs that were trained, and succeeded at their first try: so that they are of whole jobs. */
    static Map<String, Measured> measured(Sql sql) throws SQLException {
        return sql
                .list(
                        """
                        select j.algorithm || ' ' || j.dataset_id as alike, avg(a.seconds) as seconds, count(*) as jobs
                        from (
                            select job_id, seconds from attempt where state = 'SUCCEEDED' and number = 1
                            order by ended_at desc limit ?
                        ) a join job j on j.id = a.job_id
                        join result r on r.job_id = a.job_id and r.reused_job is null
                        group by 1""",
                        row -> new Measured(
                                row.getString("alike"),
                                Duration.ofMillis(Math.round(1000 * row.getDouble("seconds"))),
                                row.getInt("jobs")),
                        SAMPLE)
                .stream()
                .collect(Collectors.toMap(Measured::like, it -> it));
    }
}
