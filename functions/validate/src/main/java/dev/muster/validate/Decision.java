package dev.muster.validate;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.Problem;
import java.util.List;

/** What became of a request. */
public sealed interface Decision {
    /** A new batch is durable. */
    record Accepted(BatchId batch, String name, int jobs) implements Decision {}

    /** The same request was accepted before; nothing changed. */
    record Known(BatchId batch, String name, int jobs, BatchState state) implements Decision {}

    /** Something is wrong with it. */
    record Rejected(List<Problem> problems) implements Decision {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /** It asks for nothing. */
    record Skipped(String reason) implements Decision {}
}
