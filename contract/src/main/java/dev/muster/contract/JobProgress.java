package dev.muster.contract;

import java.util.Map;

/**
 * How far an attempt is; renews its lease.
 *
 * @param attempt that is alive
 * @param epoch last finished, 0 before the first
 * @param epochs planned
 * @param metrics of that epoch: {@code loss}, {@code validation.loss}, {@code validation.accuracy}, …; empty for a mere
 *     sign of life
 * @param seconds since the attempt started
 */
public record JobProgress(Attempt attempt, int epoch, int epochs, Map<String, Double> metrics, double seconds) {
    public JobProgress {
        metrics = Map.copyOf(metrics);
    }
}
