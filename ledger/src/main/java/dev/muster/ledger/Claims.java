package dev.muster.ledger;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Jobs are claimed, handed back, found lost. */
public final class Claims {
    private static final String RUNNING =
            "select j.batch_id, a.job_id, a.number from attempt a join job j on j.id = a.job_id where a.state = 'RUNNING'";

    private final Database database;
    private final Clock clock;

    Claims(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Starts an attempt, under a lease, for each of the jobs that are due: highest priority first, then oldest. Each
     * comes with the results of equal jobs that may be used instead.
     *
     * @param cluster that will run them
     * @param limit how many at most
     * @param lease how long each may go without a sign of life
     * @param only the batch to claim from; empty for any
     */
    public List<Assignment> claim(String cluster, int limit, Duration lease, Optional<BatchId> only) {
        Instant now = clock.instant();
        return database.write(sql -> {
            List<Assignment> claimed = claim(sql, cluster, limit, now, now.plus(lease), only);
            if (!claimed.isEmpty()) {
                Audit.note(
                        sql,
                        now,
                        Audit.TRAIN,
                        claimed.stream().map(job -> note(job, cluster)).toList());
            }
            return Memory.recall(sql, claimed);
        });
    }

    /**
     * Walks the batches in order and takes from each what is due, skipping what another claim holds. The lateral join
     * stops once there are enough, so the cost follows the claim, not the queue. An attempt's number comes from the
     * job's own row, which is locked: no snapshot can be too old for it.
     */
    private static List<Assignment> claim(
            Sql sql, String cluster, int limit, Instant now, Instant leaseUntil, Optional<BatchId> only)
            throws SQLException {
        String batch = only.map(BatchId::value).orElse(null);
        return sql.list(
                """
                with due as (
                    select j.id
                    from (
                        select id from batch
                        where state = 'RUNNING' and called_off_at is null and (?::text is null or id = ?)
                        order by priority desc, number
                    ) b
                    cross join lateral (
                        select id from job
                        where batch_id = b.id and state = 'QUEUED' and not_before <= ?
                        order by ordinal limit ? for no key update skip locked
                    ) j
                    limit ?
                ), claimed as (
                    update job set state = 'RUNNING', attempt = attempt + 1 from due where job.id = due.id
                    returning job.*
                ), started as (
                    insert into attempt (job_id, number, cluster, state, claimed_at, lease_until)
                    select id, attempt, ?, 'RUNNING', ?, ? from claimed
                )
                select j.batch_id, j.id as job_id, j.attempt as number, %s
                from claimed j join dataset d on d.id = j.dataset_id join batch b on b.id = j.batch_id
                order by b.priority desc, b.number, j.ordinal""".formatted(SpecReader.JOB),
                row -> new Assignment(Columns.attempt(row), SpecReader.job(row)),
                batch,
                batch,
                now,
                limit,
                limit,
                cluster,
                now,
                leaseUntil);
    }

    private static Audit.Note note(Assignment claimed, String cluster) {
        return new Audit.Note(
                claimed.attempt().batch().value(),
                "CLAIMED",
                Name.subject(claimed.attempt()),
                "for cluster " + cluster);
    }

    /**
     * Gives claimed attempts back that the cluster did not take; they count as no try, and their numbers are not used
     * again.
     */
    public void handBack(List<Attempt> attempts) {
        database.write(sql -> end(sql, attempts, new Ending.HandedBack()));
    }

    /**
     * Ends every attempt whose lease ran out, and queues its job again (or fails it when it was lost ten times): due at
     * once the first time, then after the backoff of the batch's retry policy, and within a lease in any case.
     *
     * @param lease of the attempts that are claimed from now on
     * @return the attempts ended
     */
    public List<Attempt> expire(Duration lease) {
        return database.write(sql -> {
            List<Attempt> overdue = sql.list(RUNNING + " and a.lease_until <= ?", Columns::attempt, clock.instant());
            return end(sql, overdue, new Ending.Expired(lease));
        });
    }

    /** As {@link #expire}, for all attempts on a cluster that is known to be gone; their jobs are due at once. */
    public List<Attempt> abandon(String cluster) {
        return database.write(sql -> end(sql, running(sql, cluster), new Ending.Abandoned()));
    }

    /** Names of the clusters that hold a lease now. */
    public List<String> clusters() {
        return database.read(sql -> sql.list(
                "select distinct cluster from attempt where state = 'RUNNING' order by cluster",
                row -> row.getString(1)));
    }

    /** Attempts running on a cluster whose batch was cancelled, or judged without them: to be stopped there. */
    public List<Attempt> cancelled(String cluster) {
        return database.read(sql -> sql.list(
                RUNNING + " and a.cluster = ? and exists (select from batch b where b.id = j.batch_id"
                        + " and (b.called_off_at is not null or b.state <> 'RUNNING'))",
                Columns::attempt,
                cluster));
    }

    private List<Attempt> end(Sql sql, List<Attempt> attempts, Ending.How how) throws SQLException {
        if (attempts.isEmpty()) {
            return List.of();
        }
        List<Ending> endings =
                attempts.stream().map(attempt -> new Ending(attempt, how)).toList();
        return Endings.apply(sql, endings, Audit.TRAIN, clock.instant());
    }

    private static List<Attempt> running(Sql sql, String cluster) throws SQLException {
        return sql.list(RUNNING + " and a.cluster = ?", Columns::attempt, cluster);
    }
}
