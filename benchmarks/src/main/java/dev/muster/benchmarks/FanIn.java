package dev.muster.benchmarks;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Gates;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.Outcome;
import dev.muster.contract.Queueing;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** The results of one large batch come in, each once to three times, in any order; against a counter in a row. */
public final class FanIn {
    private static final int CHUNK = 100;
    private static final int RIVAL = 5_000;
    private static final Duration LEASE = Duration.ofDays(1);
    private static final BatchId BATCH = BatchId.derive("/benchmarks", "fan-in");
    private static final Dataset DATA = new Dataset(
            new DatasetSpec("d", "/d.csv", DataFormat.CSV, Task.CLASSIFICATION, "y", List.of(), Split.DEFAULT),
            "sha256:d");

    private final EmbeddedPostgres server;
    private final Syncs syncs;

    private FanIn(EmbeddedPostgres server) {
        this.server = server;
        this.syncs = new Syncs(server);
    }

    /** Prints both, and the ratio; the number of jobs may be said. */
    public static void main(String[] arguments) throws SQLException {
        int jobs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        try (EmbeddedPostgres server = EmbeddedPostgres.ephemeral()) {
            new FanIn(server).compare(jobs);
        }
    }

    private void compare(int jobs) throws SQLException {
        List<JobResult> deliveries = deliveries(claimed(jobs));
        System.out.printf(Locale.ROOT, "%d jobs of one batch, %d deliveries%n", jobs, deliveries.size());
        // On both sides of ours, since the machine may change its pace meanwhile.
        Intake plain = counted(deliveries.subList(0, Math.min(RIVAL, deliveries.size())), "before");
        Intake ours = recorded(deliveries, jobs);
        Intake again = counted(deliveries.subList(0, Math.min(RIVAL, deliveries.size())), "after");
        Intake best = plain.each() < again.each() ? plain : again;
        ours.print("Muster, " + CHUNK + " results a transaction");
        best.print("insert and count, one transaction a result");
        System.out.printf(Locale.ROOT, "%.0f times as fast (aim: at least 50)%n", best.each() / ours.each());
    }

    private List<Attempt> claimed(int count) {
        List<JobSpec> jobs = IntStream.range(0, count)
                .mapToObj(i -> new JobSpec("j" + i, "m", "m", Map.of(), i, DATA, Resources.ONE_CPU))
                .toList();
        BatchSpec spec = new BatchSpec(
                "fan-in", Queueing.USUAL, jobs, Gates.NONE, JoinPolicy.ALL, RetryPolicy.DEFAULT, null, null, true);
        List<Attempt> attempts = new ArrayList<>();
        try (Ledger ledger = open()) {
            ledger.intake().accept(BATCH, spec, List.of(), "fan-in", "/benchmarks");
            for (List<Assignment> chunk = claim(ledger); !chunk.isEmpty(); chunk = claim(ledger)) {
                chunk.forEach(assignment -> attempts.add(assignment.attempt()));
            }
        }
        return attempts;
    }

    private static List<Assignment> claim(Ledger ledger) {
        return ledger.claims().claim("c", 1_000, LEASE, Optional.of(BATCH));
    }

    private static List<JobResult> deliveries(List<Attempt> attempts) {
        Random random = new Random(7);
        List<JobResult> all = new ArrayList<>();
        for (Attempt attempt : attempts) {
            JobResult result = new JobResult(
                    attempt,
                    new Outcome.Succeeded(
                            Map.of("accuracy", random.nextDouble(), "loss", random.nextDouble()),
                            "sha256:" + attempt.job(),
                            attempt.path() + "/manifest.json",
                            1),
                    1);
            all.addAll(Collections.nCopies(1 + random.nextInt(3), result));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private Intake recorded(List<JobResult> deliveries, int jobs) throws SQLException {
        long before = syncs.count();
        long start = System.nanoTime();
        double seconds;
        try (Ledger ledger = open()) {
            for (int from = 0; from < deliveries.size(); from += CHUNK) {
                ledger.results().record(deliveries.subList(from, Math.min(from + CHUNK, deliveries.size())));
            }
            seconds = (System.nanoTime() - start) / 1e9;
            var states = ledger.history().batch(BATCH).orElseThrow().jobs();
            if (!states.equals(Map.of(JobState.SUCCEEDED, jobs))) {
                throw new IllegalStateException("not every job has its result: " + states);
            }
        }
        return new Intake(deliveries.size(), seconds, syncs.count() - before);
    }

    private Intake counted(List<JobResult> deliveries, String suffix) throws SQLException {
        long before = syncs.count();
        double seconds;
        try (Connection connection = connect()) {
            seconds = new PlainCounter(connection, suffix).take(deliveries);
        }
        return new Intake(deliveries.size(), seconds, syncs.count() - before);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private Ledger open() {
        return Ledger.open(new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 2), Clock.systemUTC());
    }
}
