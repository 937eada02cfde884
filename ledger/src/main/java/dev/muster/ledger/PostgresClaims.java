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

/** {@link Claims} on PostgreSQL. */
final class PostgresClaims implements Claims {
    private static final String RUNNING =
            "select j.batch_id, a.job_id, a.number from attempt a join job j on j.id = a.job_id where a.state = 'RUNNING'";

    private final Database database;
    private final Clock clock;
    private final QueuePolicy policy;

    PostgresClaims(Database database, Clock clock, QueuePolicy policy) {
        this.database = database;
        this.clock = clock;
        this.policy = policy;
    }

    @Override
    public List<Assignment> claim(String cluster, int limit, Duration lease, Optional<BatchId> only) {
        Instant now = clock.instant();
        return database.write(sql -> {
            Lanes.hold(sql);
            int most = Lanes.room(sql, policy, cluster, limit);
            List<Assignment> claimed = new ArrayList<>();
            boolean more = most > 0;
            while (more) {
                List<Lane> lanes = Lanes.heads(sql, policy, most - claimed.size(), now, only);
                boolean contended = policy.contended(lanes);
                Holdings holdings = contended ? Lanes.holdings(sql, policy, now) : Holdings.NONE;
                Choice choice = new Choice(policy, holdings, lanes);
                List<Candidate> chosen = choice.next(most - claimed.size());
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

    @Override
    public void handBack(List<Attempt> attempts) {
        database.write(sql -> end(sql, attempts, new Ending.HandedBack()));
    }

    @Override
    public List<Attempt> expire(Duration lease) {
        return database.write(sql -> {
            List<Attempt> overdue = sql.list(RUNNING + " and a.lease_until <= ?", Columns::attempt, clock.instant());
            return end(sql, overdue, new Ending.Expired(lease));
        });
    }

    @Override
    public List<Attempt> abandon(String cluster) {
        return database.write(sql -> end(sql, running(sql, cluster), new Ending.Abandoned()));
    }

    @Override
    public List<String> clusters() {
        return database.read(sql -> sql.list(
                "select distinct cluster from attempt where state = 'RUNNING' order by cluster",
                row -> row.getString(1)));
    }

    @Override
    public List<BatchId> drop() {
        Instant now = clock.instant();
        return database.write(sql -> Expiry.drop(sql, now));
    }

    @Override
    public List<Attempt> preempt(String cluster, int free) {
        Instant now = clock.instant();
        return policy.preemption() == null
                ? List.of()
                : database.write(sql -> Preemptions.make(sql, policy, cluster, free, now));
    }

    @Override
    public List<Attempt> unwanted(String cluster) {
        return database.read(sql -> sql.list(
                RUNNING
                        + " and a.cluster = ? and (a.preempted_for is not null or j.state <> 'RUNNING' or exists (select from batch b"
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
