package dev.muster.tests.schema;

import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.proof.Rows;
import java.util.List;

/** A ledger with so many jobs, as a year leaves it: most are done, some run, some wait for later. */
final class Large {
    private static final List<String> ROWS = List.of(
            // Constraints hold by how the rows are made; checking each would take most of the time.
            "set session_replication_role = replica",
            "insert into team (name) select 'team-' || i from generate_series(0, 99) i",
            """
            insert into dataset select 'd-' || i, 'data-' || i, '/data/' || i || '.csv', 'csv', 'classification', 'y', '{}', 0.1,
                0.2, 7, 'sha256:' || i from generate_series(1, :batches) i""",
            """
            insert into profile select 'p-' || i, 'sha256:' || i, 1000, 1000 from generate_series(1, :batches) i""",
            """
            insert into profile_column select 'p-' || i, c, 'column-' || c, 'NUMERIC', 0, 0, 0.5, 1, 0, 1, '{}'
            from generate_series(1, :batches) i, generate_series(1, 10) c""",
            """
            insert into profile_class select 'p-' || i, c::text, 100
            from generate_series(1, :batches) i, generate_series(1, 10) c""",
            """
            insert into batch (id, name, priority, state, accepted_at, retry_attempts, retry_delay_nanos, gate_metric,
                gate_finished, promote, notify_url, join_when, team, plain, accelerated)
            select :batch, 'old-' || i, i % 3,
                case when :waits or :runs then 'RUNNING' when i % 7 = 0 then 'FAILED' else 'PASSED' end,
                timestamptz '2026-01-01' + i * interval '1 minute', 3, 1000000000, 'accuracy', :each / 2, 'model-' || i % 100,
                'https://example.com/hook', case when i % 3 = 0 then 'QUORUM' when i % 3 = 1 then 'ALL' else 'FIRST_GOOD' end,
                'team-' || i % 100, true, false
            from generate_series(1, :batches) i""",
            "insert into threshold select :batch, 1, 'accuracy', 0.9 from generate_series(1, :batches) i",
            "insert into baseline select :batch, 'MAJORITY' from generate_series(1, :batches) i",
            "insert into batch_profile select :batch, 'p-' || i from generate_series(1, :batches) i",
            """
            insert into received_event (origin, cause, received_at, batch_id)
            select '/large', 'e-' || i, now(), :batch from generate_series(1, :batches) i""",
            """
            insert into problem select number, 1, 'line 1', 1, 1, 'm', 'f' from received_event""",
            """
            insert into job (id, batch_id, ordinal, name, model, algorithm, parameters, seed, dataset_id, cpus, gpus, memory,
                state, not_before, attempt, recipe)
            select :job, :batch, o, 'job-' || o, 'mlp', 'mlp', '{}', o, 'd-' || i, 1, 0, 0,
                case when :waits then 'QUEUED' when :runs then 'RUNNING' when o % 20 = 0 then 'FAILED'
                    else 'SUCCEEDED' end,
                timestamptz '2099-01-01', case when :waits then 0 else 1 end, 'sha256:' || i || '-' || o / 2
            from generate_series(1, :batches) i, generate_series(0, :each - 1) o""",
            """
            insert into attempt (job_id, number, cluster, state, claimed_at, lease_until, ended_at, epoch, epochs, seconds,
                failure, message)
            select id, 1, 'old-' || ordinal % 4, state, timestamptz '2026-01-01' + ordinal * interval '1 minute',
                case when state = 'RUNNING' then not_before end,
                case when state <> 'RUNNING' then timestamptz '2026-01-02' + ordinal * interval '1 minute' end, 1, 1, 1,
                case when state = 'FAILED' then 'INVALID' end,
                case when state = 'FAILED' then 'it broke' end
            from job where attempt = 1""",
            "insert into epoch select job_id, 1, 1, 1 from attempt",
            "insert into metric select job_id, 1, 1, 'loss', 0.5 from attempt",
            """
            insert into result (job_id, attempt, model, manifest) select job_id, 1, 'sha256:' || job_id, 'm' from attempt
            where state = 'SUCCEEDED'""",
            "insert into result_metric select job_id, m, 0.9 from result, unnest(array['accuracy', 'loss']) m",
            """
            insert into model select 'model-' || i % 100, i / 100 + 1, :best, 'accuracy', now()
            from generate_series(1, :batches) i where not (:waits or :runs)""",
            """
            insert into verdict (batch_id, completed_at, cause, why, metric, best, model_name, model_version)
            select :batch, now(), 'c-' || i, 'all', 'accuracy', :best, 'model-' || i % 100, i / 100 + 1
            from generate_series(1, :batches) i where not (:waits or :runs)""",
            "insert into gate_result select batch_id, 1, 'g', true, 'd' from verdict",
            "insert into notice select batch_id, 1, now(), now() from verdict",
            """
            insert into absence select id, batch_id, 'CANCELLED', 'd', 1, 1 from job where state = 'FAILED'""",
            """
            insert into audit_entry (at, who, what, subject, why, batch_id)
            select now(), 'train', w, j.id || '/attempt-1', 'w', batch_id from job j, unnest(array['CLAIMED', 'SUCCEEDED']) w
            where attempt = 1""",
            """
            insert into audit_link (position, entry, digest)
            select row_number() over (order by number), number, 'sha256:' || number from audit_entry""",
            """
            insert into dead_letter (id, source, event, type, attributes, data)
            select 'l-' || i, '/large', 'e-' || i, 'dev.muster.jobs.finished', '{}', '' from generate_series(1, :batches) i""",
            """
            insert into death (letter_id, round, subscriber, died_at, status, error, fault, fingerprint)
            select 'l-' || i, 0, 's', timestamptz '2026-01-01', 500, 'e', 'POISON', 'f-' || i % 50
            from generate_series(1, :batches) i""",
            """
            insert into letter_patch (letter_id, number, patched_at, who, why, data)
            select 'l-' || i, 1, now(), 'somebody', 'w', '' from generate_series(1, :batches) i""",
            """
            insert into letter_redrive (letter_id, round, asked_at, who, why, sent_at)
            select 'l-' || i, 1, now(), 'somebody', 'w', now() from generate_series(1, :batches) i where i % 10 <> 7""",
            "set session_replication_role = origin",
            "analyze");

    private Large() {}

    /**
     * Fills an empty one.
     *
     * @param each jobs of a batch
     */
    static void fill(LedgerConfig config, int jobs, int each) {
        Rows.run(
                config,
                ROWS.stream()
                        .map(row -> row.replace(":batches", String.valueOf(jobs / each))
                                .replace(":batch", "'b-' || lpad(to_hex(i), 16, '0')")
                                .replace(":job", "'j-' || lpad(to_hex(i * 1000 + o), 16, '0')")
                                .replace(":best", "'j-' || lpad(to_hex(i * 1000 + 1), 16, '0')")
                                .replace(":waits", "(i % 1000 = 0)")
                                .replace(":runs", "(i % 1000 = 500)")
                                .replace(":each", String.valueOf(each)))
                        .toArray(String[]::new));
    }
}
