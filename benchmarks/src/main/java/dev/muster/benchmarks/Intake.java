package dev.muster.benchmarks;

import java.util.Locale;

/**
 * What it took to take results in.
 *
 * @param syncs how often the log was forced to disk meanwhile
 */
record Intake(int deliveries, double seconds, long syncs) {
    double each() {
        return seconds / deliveries;
    }

    void print(String what) {
        System.out.printf(
                Locale.ROOT,
                "%-44s %8d results %8.2f s  %8.1f us each  %6.2f fsyncs per 100%n",
                what,
                deliveries,
                seconds,
                1e6 * each(),
                100.0 * syncs / deliveries);
    }
}
