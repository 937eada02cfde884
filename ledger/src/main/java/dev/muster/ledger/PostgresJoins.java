package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Coverage;
import dev.muster.contract.Fate;
import dev.muster.contract.JobId;
import dev.muster.contract.Metric;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link Joins} on PostgreSQL. */
final class PostgresJoins implements Joins {
    /**
     * Batches that may be ready for their verdict. What a good model is says more than its thresholds, so of those that
     * wait for one, this finds a few too many, but none too few.
     */
    private static final String WAITING = """
            select b.id from batch b where b.state = 'RUNNING' and (
                not exists (select from job j where j.batch_id = b.id and j.state in ('QUEUED', 'RUNNING'))
                or b.called_off_at is null and (
                    b.deadline <= ?
                    or b.join_when = 'QUORUM' and (
                        select count(*) filter (where j.state = 'SUCCEEDED') >= b.gate_finished
                            or count(*) filter (where j.state in ('FAILED', 'CANCELLED')) > count(*) - b.gate_finished
                        from job j where j.batch_id = b.id)
                    or b.join_when = 'FIRST_GOOD' and exists (
                        select from job j where j.batch_id = b.id and j.state = 'SUCCEEDED' and not exists (
                            select from threshold t
                            left join result_metric m on m.job_id = j.id and m.name = t.metric
                            where t.batch_id = b.id and (m.value is null
                                or case when t.metric = any(?) then m.value > t.value else m.value < t.value end)))))
            """;

    private static final List<String> LOWER_IS_BETTER = Arrays.stream(Metric.values())
            .filter(metric -> !metric.higherIsBetter())
            .map(Metric::label)
            .toList();

    private final Database database;
    private final Clock clock;

    PostgresJoins(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Join> ready(BatchId batch) {
        Instant now = clock.instant();
        return database.read(sql -> {
            boolean waits = sql.one(
                            WAITING + "and b.id = ?", row -> row.getString(1), now, LOWER_IS_BETTER, batch.value())
                    .isPresent();
            Optional<BatchSpec> spec = waits ? SpecReader.batch(sql, batch) : Optional.empty();
            return spec.isEmpty() ? Optional.empty() : join(sql, batch, spec.get(), now);
        });
    }

    private static Optional<Join> join(Sql sql, BatchId batch, BatchSpec spec, Instant now) throws SQLException {
        List<Verdict.Job> jobs = JobLines.forVerdict(sql, batch);
        Set<JobId> late = Set.copyOf(sql.list("""
                select j.id from job j join attempt a on a.job_id = j.id and a.number = j.attempt
                where j.batch_id = ? and j.state = 'CANCELLED' and a.state = 'LATE'""", row -> new JobId(row.getString(1)), batch.value()));
        Map<String, Profile> profiles = Profiles.of(sql, batch);
        Optional<Promotion> promoted = Models.current(sql, spec.promote());
        boolean own = promoted.map(Promotion::job)
                .filter(job -> jobs.stream().anyMatch(mine -> mine.id().equals(job)))
                .isPresent();
        Optional<Promotion> rival = own ? Models.rival(sql, spec.promote(), batch) : promoted;
        return sql.one(
                "select called_off_at is not null, coalesce(deadline <= ?, false) from batch where id = ?",
                row -> new Join(
                        batch, spec, jobs, row.getBoolean(1), row.getBoolean(2), late, profiles, promoted, rival),
                now,
                batch.value());
    }

    @Override
    public List<BatchId> waiting() {
        return database.read(sql -> sql.list(
                WAITING + "order by b.number", row -> new BatchId(row.getString(1)), clock.instant(), LOWER_IS_BETTER));
    }

    @Override
    public boolean complete(Verdict verdict, String cause) {
        Instant now = clock.instant();
        return database.write(sql -> {
            List<String> cut = cut(verdict);
            boolean done = end(sql, verdict, cut, now);
            if (done) {
                Promotion promoted = verdict.promoted();
                if (promoted != null) {
                    Models.promote(sql, promoted, now);
                }
                cut(sql, cut);
                Verdicts.insert(sql, verdict, cause, now);
                PostgresNotices.open(sql, verdict.batch(), now);
                Audit.note(sql, now, Audit.AGGREGATE, notes(verdict, cause));
            }
            return done;
        });
    }

    /** The condition is more than the batch's state: a verdict on what a resume has changed since must not pass. */
    private static boolean end(Sql sql, Verdict verdict, List<String> cut, Instant now) throws SQLException {
        String batch = verdict.batch().value();
        // In a statement of its own, so that the next one sees what was done while this one waited.
        sql.later("select 1 from batch where id = ? for no key update", batch);
        return sql.change(
                        """
                        update batch set state = ?
                        where id = ? and state = 'RUNNING' and (called_off_at is null or ? = 0)
                            and (deadline <= ? or not ?) and not exists (
                            select from job j
                            left join json_to_recordset(?::json) as v(id text, state text, digest text) on v.id = j.id
                            left join result r on r.job_id = j.id
                            where j.batch_id = batch.id and case when j.id = any(?)
                                then j.state not in ('QUEUED', 'RUNNING')
                                else j.state in ('QUEUED', 'RUNNING') or j.state is distinct from v.state
                                    or r.model is distinct from v.digest end)""",
                        verdict.state().name(),
                        batch,
                        cut.size(),
                        now,
                        missing(verdict),
                        Sql.json(verdict.jobs()),
                        cut)
                == 1;
    }

    /** Their attempts run on until they are stopped, or lost; whatever they report is late. */
    private static void cut(Sql sql, List<String> jobs) throws SQLException {
        if (!jobs.isEmpty()) {
            sql.later("update job set state = 'CANCELLED' where id = any(?)", jobs);
        }
    }

    /** Whether it rests on the deadline, which a resume may have moved meanwhile. */
    private static boolean missing(Verdict verdict) {
        return verdict.coverage().absent().stream().anyMatch(absence -> absence.fate() == Fate.MISSING);
    }

    private static List<String> cut(Verdict verdict) {
        return verdict.coverage().cut().stream()
                .map(absence -> absence.job().value())
                .toList();
    }

    private static List<Audit.Note> notes(Verdict verdict, String cause) {
        List<Audit.Note> notes = new ArrayList<>();
        Promotion promoted = verdict.promoted();
        if (promoted != null) {
            notes.add(new Audit.Note(
                    verdict.batch().value(),
                    "PROMOTED",
                    promoted.name() + " " + promoted.version(),
                    "the best model of its batch, from job " + promoted.job()));
        }
        Coverage coverage = verdict.coverage();
        notes.add(Audit.Note.of(verdict.batch(), verdict.state().name(), coverage.summary() + "; event " + cause));
        coverage.cut()
                .forEach(absence -> notes.add(new Audit.Note(
                        verdict.batch().value(),
                        "CANCELLED",
                        absence.job().value(),
                        absence.fate().label() + " in the verdict: " + absence.detail())));
        return notes;
    }

    @Override
    public List<Completion> completedBy(String cause) {
        return database.read(sql -> {
            List<BatchId> batches = sql.list(
                    "select v.batch_id from verdict v join batch b on b.id = v.batch_id where v.cause = ? order by b.number",
                    row -> new BatchId(row.getString(1)),
                    cause);
            List<Completion> completions = new ArrayList<>();
            for (BatchId batch : batches) {
                Verdicts.completion(sql, batch).ifPresent(completions::add);
            }
            return completions;
        });
    }
}
