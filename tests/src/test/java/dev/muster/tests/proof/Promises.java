package dev.muster.tests.proof;

import dev.muster.ledger.LedgerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold of a ledger's history, whatever happened, once all of its batches have their verdict. Each promise is
 * a query for what breaks it.
 */
public final class Promises {
    private static final Map<String, String> BROKEN = new LinkedHashMap<>();

    static {
        BROKEN.put("every batch has its verdict, and only one whose state says so", """
                select b.id, b.state from batch b left join verdict v on v.batch_id = b.id
                where (b.state = 'RUNNING') or v.batch_id is null""");
        BROKEN.put("every job of a judged batch has ended", """
                select j.id, j.state from job j where j.state in ('QUEUED', 'RUNNING')""");
        BROKEN.put("a job that succeeded has one result, of an attempt that succeeded; any other has none", """
                select j.id, j.state, a.number, a.state from job j
                left join result r on r.job_id = j.id
                left join attempt a on a.job_id = r.job_id and a.number = r.attempt
                where (j.state = 'SUCCEEDED') <> (r.job_id is not null)
                    or r.job_id is not null and a.state is distinct from 'SUCCEEDED'""");
        BROKEN.put("no job has two attempts that succeeded", """
                select job_id, count(*) from attempt where state = 'SUCCEEDED' group by job_id having count(*) > 1""");
        BROKEN.put("the attempt that counts is the last one: nothing follows success", """
                select r.job_id, r.attempt, j.attempt from result r join job j on j.id = r.job_id
                where r.attempt <> j.attempt""");
        BROKEN.put("attempts are numbered from 1 without a gap, up to the job's own number", """
                select j.id, j.attempt, count(a.number), max(a.number) from job j
                left join attempt a on a.job_id = j.id
                group by j.id having count(a.number) <> j.attempt or coalesce(max(a.number), 0) <> j.attempt""");
        BROKEN.put("an attempt begins after the one before has ended", """
                select * from (select job_id, number, claimed_at,
                    lag(ended_at) over (partition by job_id order by number) as before from attempt) a
                where number > 1 and (before is null or before > claimed_at)""");
        BROKEN.put("no attempt runs on", "select job_id, number from attempt where state = 'RUNNING'");
        BROKEN.put("each attempt is claimed once and ends once in the audit, in this order", """
                select a.job_id, a.number, string_agg(e.what, ' ' order by e.number) from attempt a
                left join audit_entry e on e.subject = a.job_id || '/attempt-' || a.number
                    and (e.what <> 'LATE' or a.state = 'LATE') and e.what <> 'PREEMPTED'
                group by a.job_id, a.number, a.state
                having coalesce(string_agg(e.what, ' ' order by e.number), '') <> 'CLAIMED ' || a.state""");
        BROKEN.put("each batch is accepted once, and completed once more than it was resumed", """
                select batch_id, count(*) filter (where what = 'ACCEPTED'),
                    count(*) filter (where what in ('PASSED', 'FAILED', 'CANCELLED') and subject = batch_id),
                    count(*) filter (where what = 'RESUMED')
                from audit_entry where batch_id is not null group by batch_id
                having count(*) filter (where what = 'ACCEPTED') <> 1
                    or count(*) filter (where what in ('PASSED', 'FAILED', 'CANCELLED') and subject = batch_id)
                        <> 1 + count(*) filter (where what = 'RESUMED')""");
        BROKEN.put("nothing begins after the verdict", """
                select c.batch_id, c.subject from audit_entry c
                where c.what = 'CLAIMED' and c.number > (select max(v.number) from audit_entry v
                    where v.batch_id = c.batch_id and v.subject = c.batch_id
                        and v.what in ('PASSED', 'FAILED', 'CANCELLED'))""");
        BROKEN.put("a result that was reused is one that was trained, of an equal job", """
                select r.job_id from result r join job j on j.id = r.job_id
                left join result o on o.job_id = r.reused_job left join job oj on oj.id = o.job_id
                where r.reused_job is not null and (o.reused_job is not null or o.model is distinct from r.model
                    or oj.recipe is distinct from j.recipe)""");
        BROKEN.put("versions of a model are numbered from 1 without a gap", """
                select name, count(*), max(version) from model group by name having count(*) <> max(version)""");
        BROKEN.put("a promoted version belongs to one verdict", """
                select m.name, m.version from model m
                left join verdict v on v.model_name = m.name and v.model_version = m.version
                group by m.name, m.version having count(v.batch_id) > 1""");
    }

    private Promises() {}

    /** Whatever breaks a promise: the promise, and the first rows that break it. */
    public static List<String> broken(LedgerConfig config) {
        List<String> found = new ArrayList<>();
        BROKEN.forEach((promise, query) -> {
            List<List<String>> rows = Rows.of(config, query + " limit 3");
            if (!rows.isEmpty()) {
                found.add(promise + ", but: " + rows);
            }
        });
        return found;
    }
}
