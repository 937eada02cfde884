package dev.muster.ledger;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Metric;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What was asked for, put together again from its relations: equal to the last digit to what was accepted. */
final class SpecReader {
    /** The columns that {@link #job} reads, of {@code job j} and {@code dataset d}. */
    static final String JOB = """
            j.name, j.model, j.algorithm, j.parameters, j.seed, j.cpus, j.gpus, j.memory, d.name as dataset, d.uri,
            d.format, d.task, d.target, d.shape, d.validation, d.test, d.split_seed, d.digest""";

    private SpecReader() {}

    static Optional<BatchSpec> batch(Sql sql, BatchId id) throws SQLException {
        List<JobSpec> jobs = sql.list(
                "select " + JOB
                        + " from job j join dataset d on d.id = j.dataset_id where j.batch_id = ? order by j.ordinal",
                SpecReader::job,
                id.value());
        List<Gates.Threshold> minimums = sql.list(
                "select metric, value from threshold where batch_id = ? order by ordinal",
                row -> new Gates.Threshold(Metric.of(row.getString(1)), row.getDouble(2)),
                id.value());
        Set<Gates.Baseline> beats = Set.copyOf(sql.list(
                "select name from baseline where batch_id = ?",
                row -> Gates.Baseline.valueOf(row.getString(1)),
                id.value()));
        return sql.one("""
                select name, team, priority, running_limit, expires_at, gate_metric, gate_finished, join_when,
                    join_within_nanos, retry_attempts, retry_delay_nanos, promote, notify_url, fresh
                from batch where id = ?""", row -> batch(row, jobs, minimums, beats), id.value());
    }

    private static BatchSpec batch(
            ResultSet row, List<JobSpec> jobs, List<Gates.Threshold> minimums, Set<Gates.Baseline> beats)
            throws SQLException {
        String metric = row.getString("gate_metric");
        String notify = row.getString("notify_url");
        return new BatchSpec(
                row.getString("name"),
                new Queueing(
                        row.getString("team"),
                        row.getInt("priority"),
                        row.getObject("running_limit", Integer.class),
                        Columns.instantOrNull(row, "expires_at")),
                jobs,
                new Gates(
                        metric == null ? null : Metric.of(metric),
                        minimums,
                        beats,
                        row.getObject("gate_finished", Integer.class)),
                join(row),
                retry(row),
                row.getString("promote"),
                notify == null ? null : URI.create(notify),
                row.getBoolean("fresh"));
    }

    private static JoinPolicy join(ResultSet row) throws SQLException {
        Long within = row.getObject("join_within_nanos", Long.class);
        return new JoinPolicy(
                JoinPolicy.When.valueOf(row.getString("join_when")), within == null ? null : Duration.ofNanos(within));
    }

    static RetryPolicy retry(ResultSet row) throws SQLException {
        return new RetryPolicy(row.getInt("retry_attempts"), Duration.ofNanos(row.getLong("retry_delay_nanos")));
    }

    static JobSpec job(ResultSet row) throws SQLException {
        DatasetSpec data = new DatasetSpec(
                row.getString("dataset"),
                row.getString("uri"),
                DataFormat.of(row.getString("format")),
                Task.valueOf(row.getString("task").toUpperCase(Locale.ROOT)),
                row.getString("target"),
                List.of((Integer[]) row.getArray("shape").getArray()),
                new Split(row.getDouble("validation"), row.getDouble("test"), row.getLong("split_seed")));
        return new JobSpec(
                row.getString("name"),
                row.getString("model"),
                row.getString("algorithm"),
                Columns.values(row, "parameters"),
                row.getLong("seed"),
                new Dataset(data, row.getString("digest")),
                new Resources(row.getInt("cpus"), row.getInt("gpus"), row.getLong("memory")));
    }
}
