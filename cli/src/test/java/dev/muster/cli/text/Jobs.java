package dev.muster.cli.text;

import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.ledger.History;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Jobs to draw. */
final class Jobs {
    private static final BatchId BATCH = BatchId.derive("/test", "jobs");

    private Jobs() {}

    static History.Job job(String name, JobState state, int epoch, int epochs, Map<String, Double> metrics) {
        String problem = state == JobState.FAILED ? "the loss is not a number" : null;
        return new History.Job(
                JobId.derive(BATCH, name), name, "MLP", state, 1, epoch, epochs, metrics, 2.5, "embedded-1-1", problem);
    }

    static History.Job queued(String name) {
        return job(name, JobState.QUEUED, 0, 0, Map.of());
    }

    static History.Job running(String name, int epoch) {
        return job(name, JobState.RUNNING, epoch, 10, Map.of("loss", 0.5, "validation.accuracy", 0.91));
    }

    static History.Job succeeded(String name) {
        return job(name, JobState.SUCCEEDED, 10, 10, Map.of("accuracy", 0.95, "loss", 0.2));
    }

    static History.Job failed(String name) {
        return job(name, JobState.FAILED, 3, 10, Map.of());
    }

    static List<History.Job> many(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> running("job-" + i, i % 10))
                .toList();
    }
}
