package dev.muster.cli.serve;

import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is new of a batch, as one line of its stream.
 *
 * @param name of the batch
 * @param jobs that changed since the line before; all of them in the first
 * @param verdict in the last line only
 */
public record News(
        String name, List<History.Job> jobs, @Nullable Verdict verdict) {
    public News {
        jobs = List.copyOf(jobs);
    }
}
