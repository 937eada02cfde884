package dev.muster.ledger;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import dev.muster.contract.Recall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which results may count for other jobs: those that were trained, for jobs with the same recipe. */
final class Memory {
    /** More than one, since the newest may have been made by another trainer, or be gone from the store. */
    private static final int RECALLS = 3;

    private Memory() {}

    /** Adds the results that may be used instead of training. */
    static List<Assignment> recall(Sql sql, List<Assignment> claimed) throws SQLException {
        if (claimed.isEmpty()) {
            return claimed;
        }
        Map<String, List<Recall>> known = new LinkedHashMap<>();
        sql.list(
                        """
                        select j.id as wanted, m.*
                        from job j join batch b on b.id = j.batch_id
                        cross join lateral (
                            select o.batch_id, r.job_id, r.attempt as number, r.model, r.manifest, a.ended_at
                            from job o
                            join result r on r.job_id = o.id
                            join attempt a on a.job_id = r.job_id and a.number = r.attempt
                            where o.recipe = j.recipe and o.state = 'SUCCEEDED' and o.id <> j.id
                                and r.reused_job is null
                            order by a.ended_at desc, o.id limit ?) m
                        where j.id = any(?) and not b.fresh
                        order by j.id, m.ended_at desc, m.job_id""",
                        Offer::of,
                        RECALLS,
                        claimed.stream()
                                .map(assignment -> assignment.attempt().job().value())
                                .toList())
                .forEach(offer -> known.computeIfAbsent(offer.wanted(), key -> new ArrayList<>())
                        .add(offer.recall()));
        return claimed.stream()
                .map(assignment -> new Assignment(
                        assignment.attempt(),
                        assignment.job(),
                        known.getOrDefault(assignment.attempt().job().value(), List.of())))
                .toList();
    }

    /** The same results; one that says that it is another's counts only when the ledger knows that other. */
    static List<JobResult> checked(Sql sql, List<JobResult> results) throws SQLException {
        List<Claim> claims =
                results.stream().flatMap(result -> Claim.of(result).stream()).toList();
        if (claims.isEmpty()) {
            return results;
        }
        Set<String> equal = new HashSet<>(sql.list("""
                select c.job from json_to_recordset(?::json)
                    as c(job text, original text, number integer, model text, manifest text)
                join job j on j.id = c.job
                join job o on o.id = c.original and o.recipe = j.recipe
                join result r on r.job_id = o.id and r.attempt = c.number and r.model = c.model
                    and r.manifest = c.manifest and r.reused_job is null""", row -> row.getString(1), Sql.json(claims)));
        return results.stream()
                .map(result -> Claim.of(result)
                                .filter(claim -> !equal.contains(claim.job()))
                                .isPresent()
                        ? refused(result)
                        : result)
                .toList();
    }

    private static JobResult refused(JobResult result) {
        return new JobResult(
                result.attempt(),
                new Outcome.Failed(
                        Outcome.FailureKind.TRANSIENT, "it reported a result of another job, which is not its equal"),
                result.seconds());
    }

    /** Why a job was trained, or was not. */
    static Optional<Why> why(Sql sql, JobId job) throws SQLException {
        List<EqualResult> known = sql.list("""
                select o.batch_id, r.job_id, r.attempt as number, ob.name || '/' || o.name as name, a.ended_at
                from job j
                left join attempt mine on mine.job_id = j.id and mine.number = j.attempt
                join job o on o.recipe = j.recipe and o.state = 'SUCCEEDED' and o.id <> j.id
                join batch ob on ob.id = o.batch_id
                join result r on r.job_id = o.id and r.reused_job is null
                join attempt a on a.job_id = r.job_id and a.number = r.attempt
                where j.id = ? and a.ended_at <= coalesce(mine.claimed_at, a.ended_at)
                order by a.ended_at desc, o.id""", EqualResult::of, job.value());
        return sql.one("""
                select j.state, j.recipe, b.fresh, j.attempt, mine.claimed_at, r.manifest, r.reused_job,
                    r.reused_attempt, o.batch_id as reused_batch, absence.fate, absence.detail,
                    case when b.expired_at is not null then b.expires_at end as dropped
                from job j join batch b on b.id = j.batch_id
                left join attempt mine on mine.job_id = j.id and mine.number = j.attempt
                left join result r on r.job_id = j.id
                left join job o on o.id = r.reused_job
                left join absence on absence.job_id = j.id
                where j.id = ?""", row -> Why.of(row, known), job.value());
    }

    /** The attempt in three columns, if there is one. */
    static @Nullable Attempt reused(ResultSet row) throws SQLException {
        String job = row.getString("reused_job");
        return job == null
                ? null
                : new Attempt(new BatchId(row.getString("reused_batch")), new JobId(job), row.getInt("reused_attempt"));
    }

    private record Offer(String wanted, Recall recall) {
        static Offer of(ResultSet row) throws SQLException {
            return new Offer(
                    row.getString("wanted"),
                    new Recall(Columns.attempt(row), row.getString("model"), row.getString("manifest")));
        }
    }

    private record Claim(String job, String original, int number, String model, String manifest) {
        static Optional<Claim> of(JobResult result) {
            if (!(result.outcome() instanceof Outcome.Succeeded success) || success.reused() == null) {
                return Optional.empty();
            }
            Attempt original = success.reused();
            return Optional.of(new Claim(
                    result.attempt().job().value(),
                    original.job().value(),
                    original.number(),
                    success.model(),
                    success.manifest()));
        }
    }
}
