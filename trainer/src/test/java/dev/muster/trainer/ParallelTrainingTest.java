package dev.muster.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Digest;
import dev.muster.contract.JobSpec;
import dev.muster.data.PreparedDataset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Native libraries are shared by all trainings of a process; no training may notice. */
class ParallelTrainingTest {
    private static final int COPIES = 3;

    private final PreparedDataset data = Samples.bars(1, 8, 256);
    private final List<JobSpec> jobs = List.of(
            Samples.trees(Map.of()),
            Samples.job("logistic-regression", Map.of()),
            Samples.job("mlp", Map.of("optimizer", "adam")),
            Samples.job("cnn", Map.of()));

    @Test
    void trainingsSideBySideGiveTheModelsThatTheyGiveAlone() throws Exception {
        Map<JobSpec, String> alone = new HashMap<>();
        for (JobSpec job : jobs) {
            alone.put(job, digest(job));
        }

        List<JobSpec> many = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            many.addAll(jobs);
        }
        List<String> together = startAtOnce(many);

        assertThat(together)
                .containsExactlyElementsOf(many.stream().map(alone::get).toList());
    }

    private List<String> startAtOnce(List<JobSpec> many) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(many.size());
        ExecutorService threads = Executors.newFixedThreadPool(many.size());
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (JobSpec job : many) {
                calls.add(() -> {
                    barrier.await();
                    return digest(job);
                });
            }
            List<String> digests = new ArrayList<>();
            for (Future<String> result : threads.invokeAll(calls)) {
                digests.add(result.get());
            }
            return digests;
        } finally {
            threads.shutdownNow();
        }
    }

    private String digest(JobSpec job) {
        return Digest.of(Trials.trained(job, data).model());
    }
}
