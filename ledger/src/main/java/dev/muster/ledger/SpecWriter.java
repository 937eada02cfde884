package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.Gates;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.catalogue.Program;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What was asked for, taken apart into its relations; {@link SpecReader} puts it together again. */
final class SpecWriter {
    private SpecWriter() {}

    /** Writes a batch and its jobs; false, and nothing, when it is there already. */
    static boolean insert(Sql sql, BatchId id, BatchSpec spec, Instant now) throws SQLException {
        boolean fresh = insertBatch(sql, id, spec, now);
        if (fresh) {
            insertGates(sql, id, spec.gates());
            insertDatasets(sql, spec.jobs());
            insertJobs(sql, id, spec.jobs(), now);
        }
        return fresh;
    }

    private static boolean insertBatch(Sql sql, BatchId id, BatchSpec spec, Instant now) throws SQLException {
        var gates = spec.gates();
        Duration within = spec.join().within();
        var queueing = spec.queueing();
        sql.later("insert into team (name) values (?) on conflict do nothing", queueing.team());
        return sql.change(
                        """
                        insert into batch (id, name, team, priority, running_limit, expires_at, plain, accelerated, state,
                                           accepted_at, queued_at, gate_metric, gate_finished, join_when,
                                           join_within_nanos, deadline, retry_attempts, retry_delay_nanos, promote,
                                           notify_url, fresh)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (id) do nothing""",
                        id.value(),
                        spec.name(),
                        queueing.team(),
                        queueing.priority(),
                        queueing.running(),
                        queueing.expires(),
                        spec.jobs().stream().anyMatch(job -> job.resources().gpus() == 0),
                        spec.jobs().stream().anyMatch(job -> job.resources().gpus() > 0),
                        now,
                        now,
                        gates.metric() == null ? null : gates.metric().label(),
                        gates.finished(),
                        spec.join().when().name(),
                        within == null ? null : within.toNanos(),
                        within == null ? null : now.plus(within),
                        spec.retry().attempts(),
                        spec.retry().delay().toNanos(),
                        spec.promote(),
                        spec.notifyUrl() == null ? null : spec.notifyUrl().toString(),
                        spec.fresh())
                == 1;
    }

    private static void insertGates(Sql sql, BatchId id, Gates gates) throws SQLException {
        sql.later("""
                insert into threshold (batch_id, ordinal, metric, value)
                select ?, ordinality, metric, value
                from rows from (json_to_recordset(?::json) as (metric text, value double precision)) with ordinality""", id.value(), Sql.json(gates.minimums()));
        sql.later(
                "insert into baseline (batch_id, name) select ?, unnest(?::text[])",
                id.value(),
                gates.beats().stream().map(Enum::name).toList());
    }

    private static void insertDatasets(Sql sql, List<JobSpec> jobs) throws SQLException {
        List<DatasetRow> rows = jobs.stream()
                .map(JobSpec::dataset)
                .distinct()
                .map(DatasetRow::of)
                .toList();
        // In the order of ids, so that two batches with the same datasets never wait for each other in a circle.
        sql.later("""
                insert into dataset (id, name, uri, format, task, target, shape, validation, test, split_seed, digest)
                select d.id, d.spec ->> 'name', d.spec ->> 'uri', d.spec ->> 'format', d.spec ->> 'task',
                    d.spec ->> 'target', array(select json_array_elements_text(d.spec -> 'shape')::integer),
                    (d.spec #>> '{split,validation}')::double precision, (d.spec #>> '{split,test}')::double precision,
                    (d.spec #>> '{split,seed}')::bigint, d.digest
                from json_to_recordset(?::json) as d(id text, spec json, digest text)
                order by d.id
                on conflict do nothing""", Sql.json(rows));
    }

    private static void insertJobs(Sql sql, BatchId id, List<JobSpec> jobs, Instant now) throws SQLException {
        List<JobRow> rows = IntStream.range(0, jobs.size())
                .mapToObj(i -> JobRow.of(id, i, jobs.get(i)))
                .toList();
        sql.later("""
                insert into job (id, batch_id, ordinal, recipe, name, model, algorithm, parameters, seed, dataset_id,
                                 cpus, gpus, memory, state, not_before)
                select j.id, ?, j.ordinal, j.recipe, j.spec ->> 'name', j.spec ->> 'model', j.spec ->> 'algorithm',
                    j.spec -> 'parameters', (j.spec ->> 'seed')::bigint, j.dataset,
                    (j.spec #>> '{resources,cpus}')::integer, (j.spec #>> '{resources,gpus}')::integer,
                    (j.spec #>> '{resources,memory}')::bigint, 'QUEUED', ?
                from json_to_recordset(?::json) as j(id text, ordinal integer, recipe text, dataset text, spec json)""", id.value(), now, Sql.json(rows));
    }

    private record DatasetRow(String id, DatasetSpec spec, String digest) {
        static DatasetRow of(Dataset dataset) {
            return new DatasetRow(id(dataset), dataset.spec(), dataset.digest());
        }

        static String id(Dataset dataset) {
            return Digest.id("d-", Json.text(dataset));
        }
    }

    private record JobRow(String id, int ordinal, @Nullable String recipe, String dataset, JobSpec spec) {
        static JobRow of(BatchId batch, int ordinal, JobSpec job) {
            // What a program makes depends on packages that lie on the cluster, and that nobody here knows.
            String recipe = Program.runs(job.algorithm()) ? null : job.recipe();
            return new JobRow(
                    JobId.derive(batch, job.name()).value(), ordinal, recipe, DatasetRow.id(job.dataset()), job);
        }
    }
}
