package dev.muster.ledger.queue;

import java.util.List;

/**
 * Jobs that are due and go one after the other: of one team and priority, all with accelerators or all without, the
 * oldest batch first.
 *
 * @param team whose they are
 * @param candidates in order
 * @param cut whether there may be more behind them
 */
public record Lane(String team, List<Candidate> candidates, boolean cut) {
    public Lane {
        candidates = List.copyOf(candidates);
    }

    /** Whether its jobs ask for accelerators. */
    boolean accelerated() {
        return candidates.stream().anyMatch(candidate -> candidate.asks().gpus() > 0);
    }
}
