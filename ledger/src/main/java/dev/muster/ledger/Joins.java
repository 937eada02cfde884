package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Batches get their verdict. */
public final class Joins {
    private static final String WAITING = """
            select b.id from batch b where b.state = 'RUNNING'
                and not exists (select from job j where j.batch_id = b.id and j.state in ('QUEUED', 'RUNNING'))
            """;

    private final Database database;
    private final Clock clock;

    Joins(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The batch's results, when all jobs have ended and it has no verdict yet. */
    public Optional<Join> ready(BatchId batch) {
        return database.read(sql -> {
            boolean waits = sql.one(WAITING + "and b.id = ?", row -> row.getString(1), batch.value())
                    .isPresent();
            Optional<BatchSpec> spec = waits ? SpecReader.batch(sql, batch) : Optional.empty();
            return spec.isEmpty() ? Optional.empty() : Optional.of(join(sql, batch, spec.get()));
        });
    }

    private static Join join(Sql sql, BatchId batch, BatchSpec spec) throws SQLException {
        return new Join(
                batch,
                spec,
                JobLines.forVerdict(sql, batch),
                Profiles.of(sql, batch),
                Models.current(sql, spec.promote()));
    }

    /** Batches that are ready although nobody judged them: an event was lost. */
    public List<BatchId> waiting() {
        return database.read(sql -> sql.list(WAITING + "order by b.number", row -> new BatchId(row.getString(1))));
    }

    /**
     * Gives a batch its verdict and promotes its model, in one conditional transaction.
     *
     * @param cause id of the event that led to it
     * @return whether this call did it; false when it has one, or when its jobs are no longer as judged
     * @throws LedgerException of kind {@code OUTRUN} when the promoted version is not the next one: judge again
     */
    public boolean complete(Verdict verdict, String cause) {
        Instant now = clock.instant();
        return database.write(sql -> {
            boolean done = end(sql, verdict);
            if (done) {
                Promotion promoted = verdict.promoted();
                if (promoted != null) {
                    Models.promote(sql, promoted, now);
                }
                Verdicts.insert(sql, verdict, cause, now);
                Notices.open(sql, verdict.batch(), now);
                Audit.note(sql, now, Audit.AGGREGATE, notes(verdict, cause));
            }
            return done;
        });
    }

    /** The condition is more than the batch's state: a verdict on what a resume has changed since must not pass. */
    private static boolean end(Sql sql, Verdict verdict) throws SQLException {
        String batch = verdict.batch().value();
        // In a statement of its own, so that the next one sees what was done while this one waited.
        sql.list("select id from batch where id = ? for no key update", row -> row.getString(1), batch);
        return sql.change("""
                        update batch set state = ?
                        where id = ? and state = 'RUNNING' and not exists (
                            select from job j
                            left join json_to_recordset(?::json) as v(id text, state text, digest text) on v.id = j.id
                            left join result r on r.job_id = j.id
                            where j.batch_id = batch.id
                                and (j.state in ('QUEUED', 'RUNNING') or j.state is distinct from v.state
                                    or r.model is distinct from v.digest))""", verdict.state().name(), batch, Sql.json(verdict.jobs())) == 1;
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
        notes.add(Audit.Note.of(verdict.batch(), verdict.state().name(), "all jobs ended; event " + cause));
        return notes;
    }

    /** The verdicts that batches got through this very event, so that a redelivery can repeat its answer. */
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
