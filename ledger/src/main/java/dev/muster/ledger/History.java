package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.Profile;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is, and what happened. */
public final class History {
    private static final String BATCHES = """
            select b.id, b.name, b.state, b.accepted_at, v.completed_at,
                coalesce((select e.origin from received_event e where e.batch_id = b.id order by e.number limit 1), '')
                    as origin,
                (select json_object_agg(s.state, s.jobs)
                    from (select state, count(*) as jobs from job where batch_id = b.id group by state) s) as jobs
            from batch b left join verdict v on v.batch_id = b.id
            """;

    private final Database database;

    History(Database database) {
        this.database = database;
    }

    /** The newest batches first. */
    public List<Batch> batches(int limit) {
        return database.read(sql -> sql.list(BATCHES + "order by b.number desc limit ?", Batch::of, limit));
    }

    /** One batch. */
    public Optional<Batch> batch(BatchId id) {
        return database.read(sql -> sql.one(BATCHES + "where b.id = ?", Batch::of, id.value()));
    }

    /** What was asked for. */
    public Optional<BatchSpec> spec(BatchId id) {
        return database.read(sql -> SpecReader.batch(sql, id));
    }

    /** The verdict, once there is one. */
    public Optional<Verdict> verdict(BatchId id) {
        return database.read(sql -> Verdicts.of(sql, id));
    }

    /** The jobs in the order of the request. */
    public List<Job> jobs(BatchId batch) {
        return database.read(sql -> JobLines.forPeople(sql, batch));
    }

    /** Why a job was trained, or was not. */
    public Optional<Why> why(JobId job) {
        return database.read(sql -> Memory.why(sql, job));
    }

    /**
     * Learning curves: the epochs of each job, from whichever attempt finished them last; those of the original when
     * its result was reused.
     */
    public List<Epoch> epochs(BatchId batch) {
        return database.read(sql -> sql.list("""
                select distinct on (j.ordinal, e.epoch) j.id as job_id, e.attempt, e.epoch, e.seconds,
                    (select json_object_agg(m.name, m.value) from metric m
                        where m.job_id = e.job_id and m.attempt = e.attempt and m.epoch = e.epoch) as metrics
                from job j left join result r on r.job_id = j.id
                join epoch e on e.job_id = coalesce(r.reused_job, j.id)
                where j.batch_id = ? order by j.ordinal, e.epoch, e.attempt desc""", Epoch::of, batch.value()));
    }

    /** Profiles of the batch's datasets, by digest. */
    public Map<String, Profile> profiles(BatchId batch) {
        return database.read(sql -> Profiles.of(sql, batch));
    }

    /** Promoted models, newest first. */
    public List<Promotion> models() {
        return database.read(Models::all);
    }

    /** Jobs that failed since a moment and were not queued again, with what their last attempt said. */
    public List<DeadCase> failed(Instant since) {
        return database.read(sql -> sql.list("""
                select j.id, j.name, b.name as batch, a.cluster, a.ended_at, a.failure, coalesce(a.message, '') as message,
                    (select count(*) from attempt p where p.job_id = j.id and p.state in ('FAILED', 'LOST')) as deaths
                from attempt a join job j on j.id = a.job_id and j.attempt = a.number join batch b on b.id = j.batch_id
                where a.state in ('FAILED', 'LOST') and a.ended_at >= ? and j.state = 'FAILED'
                order by a.ended_at, j.id""", DeadCase::ofJob, since));
    }

    /** Every state change of a batch, oldest first. */
    public List<Entry> audit(BatchId batch) {
        return database.read(sql -> sql.list(
                "select number, at, who, what, subject, why, batch_id from audit_entry where batch_id = ? order by number",
                Entry::of,
                batch.value()));
    }

    /** The newest state changes of all batches and of none, oldest first. */
    public List<Entry> audit(int limit) {
        return database.read(sql -> sql.list("""
                select * from (
                    select number, at, who, what, subject, why, batch_id from audit_entry order by number desc limit ?
                ) newest order by number""", Entry::of, limit));
    }

    /**
     * A batch in short.
     *
     * @param origin source of the event that asked for it
     * @param jobs how many are in which state
     */
    public record Batch(
            BatchId id,
            String name,
            BatchState state,
            String origin,
            Instant accepted,
            @Nullable Instant completed,
            Map<JobState, Integer> jobs) {
        static Batch of(ResultSet row) throws SQLException {
            Map<JobState, Integer> jobs = new EnumMap<>(JobState.class);
            Columns.counts(row, "jobs").forEach((state, count) -> jobs.put(JobState.valueOf(state), count.intValue()));
            return new Batch(
                    new BatchId(row.getString("id")),
                    row.getString("name"),
                    BatchState.valueOf(row.getString("state")),
                    row.getString("origin"),
                    Columns.instant(row, "accepted_at"),
                    Columns.instantOrNull(row, "completed_at"),
                    jobs);
        }
    }

    /**
     * A job in short.
     *
     * @param attempts made so far
     * @param epoch last finished by the current attempt
     * @param epochs planned
     * @param metrics of that epoch, or the final ones
     * @param problem why it failed last
     */
    public record Job(
            JobId id,
            String name,
            String model,
            JobState state,
            int attempts,
            int epoch,
            int epochs,
            Map<String, Double> metrics,
            double seconds,
            @Nullable String cluster,
            @Nullable String problem) {}

    /** Metrics of one epoch of one job. */
    public record Epoch(JobId job, int attempt, int epoch, Map<String, Double> metrics, double seconds) {
        static Epoch of(ResultSet row) throws SQLException {
            return new Epoch(
                    new JobId(row.getString("job_id")),
                    row.getInt("attempt"),
                    row.getInt("epoch"),
                    Columns.numbers(row, "metrics"),
                    row.getDouble("seconds"));
        }
    }

    /**
     * One line of the audit.
     *
     * @param batch that it is about; null when it is about none that is known
     */
    public record Entry(
            long number,
            Instant at,
            String who,
            String what,
            String subject,
            String why,
            @Nullable BatchId batch) {
        static Entry of(ResultSet row) throws SQLException {
            String batch = row.getString("batch_id");
            return new Entry(
                    row.getLong("number"),
                    Columns.instant(row, "at"),
                    row.getString("who"),
                    row.getString("what"),
                    row.getString("subject"),
                    row.getString("why"),
                    batch == null ? null : new BatchId(batch));
        }
    }
}
