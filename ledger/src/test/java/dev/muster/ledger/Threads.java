package dev.muster.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work done by several threads at once. */
final class Threads {
    private Threads() {}

    /** Does the same so many times at once. */
    static <T> List<T> together(int threads, Callable<T> work) {
        return together(threads, Collections.nCopies(threads, work));
    }

    /** Does all of the works, so many at a time. */
    static <T> List<T> together(int threads, List<? extends Callable<T>> works) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(works, 5, TimeUnit.MINUTES)) {
                results.add(future.get());
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            pool.shutdownNow();
        }
    }
}
