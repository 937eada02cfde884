package dev.muster.ledger;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.ledger.queue.Candidate;
import dev.muster.ledger.queue.Choice;
import dev.muster.ledger.queue.Holdings;
import dev.muster.ledger.queue.Lane;
import dev.muster.ledger.queue.QueuePolicy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs are claimed, handed back, found lost. */
public final class Claims {
    private static final String RUNNING =
            "select j.batch_id, a.job_id, a.number from attempt a join job j on j.id = a.job_id where a.state = 'RUNNING'";

    private final Database database;
    private final Clock clock;
    private final QueuePolicy policy;

    Claims(Database database, Clock clock, QueuePolicy policy) {
        this.database = database;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * Starts an attempt, under a lease, for each of the jobs whose turn it is: as {@link Choice} says, within all
     * quotas and limits, whoever else claims at the same time. Each comes with the results of equal jobs that may be
     * used instead.
     *
     * @param cluster that will run them
     * @param limit how many at most
     * @param lease how long each may go without a sign of life
     * @param only the batch to claim from; empty for any
     */
    public List<Assignment> claim(String cluster, int limit, Duration lease, Optional<BatchId> only) {
        Instant now = clock.instant();
        return database.write(sql -> {
            Lanes.hold(sql);
            int most = Lanes.room(sql, policy, cluster, limit);
            List<Assignment> claimed = new ArrayList<>();
            boolean more = most > 0;
            while (more) {
                List<Lane> lanes = Lanes.heads(sql, policy, most - claimed.size(), now, only);
                boolean contended = Lanes.contended(policy, lanes);
                Holdings holdings = contended ? Lanes.holdings(sql, policy, now) : Holdings.NONE;
                Choice choice = new Choice(policy, holdings, lanes);
                List<Candidate> chosen = choose(choice, most - claimed.size());
                List<Assignment> started = start(sql, chosen, cluster, now, now.plus(lease));
                if (contended) {
                    Lanes.served(sql, chosen.stream().collect(groupingBy(this::account, counting())), now);
                }
                claimed.addAll(started);
                more = !started.isEmpty() && !choice.complete() && claimed.size() < most;
            }
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

    private String account(Candidate candidate) {
        return policy.account(candidate.batch().team());
    }

    private static List<Candidate> choose(Choice choice, int most) {
        List<Candidate> chosen = new ArrayList<>();
        boolean more = most > 0;
        while (more) {
            Optional<Candidate> next = choice.next();
            next.ifPresent(chosen::add);
            more = next.isPresent() && chosen.size() < most;
        }
        return chosen;
    }

    /**
     * Starts those that are still queued; what another transaction holds is being cancelled. An attempt's number comes
     * from the job's own row, which is locked: no snapshot can be too old for it.
     */
    private static List<Assignment> start(
            Sql sql, List<Candidate> chosen, String cluster, Instant now, Instant leaseUntil) throws SQLException {
        if (chosen.isEmpty()) {
            return List.of();
        }
        return sql.list(
                """
                with due as (
                    select j.id, c.place from unnest(?) with ordinality as c(id, place) join job j on j.id = c.id
                    where j.state = 'QUEUED' for no key update of j skip locked
                ), claimed as (
                    update job set state = 'RUNNING', attempt = attempt + 1 from due where job.id = due.id
                    returning job.*, due.place
                ), started as (
                    insert into attempt (job_id, number, cluster, state, claimed_at, lease_until)
                    select id, attempt, ?, 'RUNNING', ?, ? from claimed
                )
                select j.batch_id, j.id as job_id, j.attempt as number, %s
                from claimed j join dataset d on d.id = j.dataset_id order by j.place""".formatted(SpecReader.JOB),
                row -> new Assignment(Columns.attempt(row), SpecReader.job(row)),
                chosen.stream().map(Candidate::job).toList(),
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

    /**
     * Drops the queued jobs of batches that have expired; what runs already may end.
     *
     * @return the batches that lost jobs so
     */
    public List<BatchId> drop() {
        Instant now = clock.instant();
        return database.write(sql -> Expiry.drop(sql, now));
    }

    /**
     * Finds attempts on a cluster that make room for more urgent jobs which find none, and marks them: they are to be
     * asked to stop. None where the policy has no preemption.
     *
     * @param free places there
     */
    public List<Attempt> preempt(String cluster, int free) {
        Instant now = clock.instant();
        return policy.preemption() == null
                ? List.of()
                : database.write(sql -> Preemptions.make(sql, policy, cluster, free, now));
    }

    /** Attempts to be stopped on a cluster: their batch was cancelled or judged without them, or they make room. */
    public List<Attempt> unwanted(String cluster) {
        return database.read(sql -> sql.list(
                RUNNING + " and a.cluster = ? and (a.preempted_for is not null or exists (select from batch b"
                        + " where b.id = j.batch_id and (b.called_off_at is not null or b.state <> 'RUNNING')))",
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
