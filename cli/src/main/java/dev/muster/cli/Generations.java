package dev.muster.cli;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.ledger.History;

/**
 * Which batch a request on the command line means: the same request, that is the same resolved spec and data, means the
 * batch that it made before; asked for afresh it makes the next generation.
 */
final class Generations {
    static final String ORIGIN = "/muster/cli";

    private final History history;

    Generations(History history) {
        this.history = history;
    }

    BatchId newest(BatchSpec spec) {
        int next = next(spec);
        return id(spec, Math.max(0, next - 1));
    }

    BatchId fresh(BatchSpec spec) {
        return id(spec, next(spec));
    }

    private int next(BatchSpec spec) {
        int generation = 0;
        while (history.batch(id(spec, generation)).isPresent()) {
            generation++;
        }
        return generation;
    }

    private static BatchId id(BatchSpec spec, int generation) {
        return BatchId.derive(ORIGIN, spec.digest() + "#" + generation);
    }
}
