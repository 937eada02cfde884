package dev.muster.trainer.ray;

import dev.muster.contract.Attempt;
import dev.muster.contract.JobResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Trained models on their way into the artifact store: a store takes its time to be sure, in which the next model can
 * train. A few go at once; when all are busy, whoever puts another one stores it himself.
 */
final class Shelf implements AutoCloseable {
    private static final int AT_ONCE = 4;

    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Threads.named("muster-store"),
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final Map<Attempt, CompletableFuture<JobResult>> results = new LinkedHashMap<>();

    /** Begins to store a result; what goes wrong is for the supplier to put into it. */
    void put(Attempt attempt, Supplier<JobResult> result) {
        results.put(attempt, CompletableFuture.supplyAsync(result, threads));
    }

    boolean holds(Attempt attempt) {
        return results.containsKey(attempt);
    }

    /** The attempts whose results are not taken yet, in order. */
    List<Attempt> attempts() {
        return List.copyOf(results.keySet());
    }

    /** Takes the results that are stored. */
    List<JobResult> take() {
        List<JobResult> stored = new ArrayList<>();
        results.values().removeIf(result -> {
            boolean done = result.isDone();
            if (done) {
                stored.add(result.join());
            }
            return done;
        });
        return stored;
    }

    /** Waits until there is a result to take, unless there is none to wait for. */
    void awaitOne() {
        if (!results.isEmpty()) {
            CompletableFuture.anyOf(results.values().toArray(new CompletableFuture<?>[0]))
                    .join();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
