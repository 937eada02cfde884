package dev.muster.ledger.queue;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A job that is due.
 *
 * @param job its id
 * @param batch its batch
 * @param ordinal its place in there
 * @param asks what it will use
 */
public record Candidate(String job, Batch batch, int ordinal, Usage asks) {
    /** The more urgent first; of equals those of the batch that was accepted first, in the order of the request. */
    static Comparator<Candidate> urgency(QueuePolicy policy) {
        return Comparator.comparing((Candidate it) -> policy.rank(it.batch.priority, it.batch.since))
                .thenComparing(it -> it.batch.number)
                .thenComparing(Candidate::ordinal);
    }

    /**
     * What a candidate has from its batch.
     *
     * @param team that it belongs to
     * @param priority as asked for
     * @param since when it has waited
     * @param number order of acceptance
     * @param room how many more of its jobs may run; null for any number
     */
    public record Batch(
            String id,
            String team,
            int priority,
            Instant since,
            long number,
            @Nullable Integer room) {}
}
