package dev.muster.cli.system;

import dev.muster.contract.BatchId;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for verdicts by looking at the ledger, so that it does not matter which process trains. */
public final class Watch {
    /** Between two looks at the jobs of a batch. */
    public static final Duration PACE = Duration.ofMillis(200);

    /** Between two looks for its verdict alone, which cost next to nothing. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Ledger ledger;
    private final Clock clock;

    /** Looks at this ledger. */
    public Watch(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Waits for the verdict of a batch. When it is interrupted it calls the batch off, and waits a while for the
     * attempts under way to leave a checkpoint.
     *
     * @param look given the jobs, again and again
     * @param interruption whether somebody wants it to end, and the pause between two looks
     * @param patience with attempts that do not stop
     * @return empty when it was called off and did not end in time
     */
    public Optional<Verdict> follow(
            BatchId batch, Consumer<List<History.Job>> look, Interruption interruption, Duration patience) {
        Instant deadline = Instant.MAX;
        Instant next = clock.instant();
        boolean cancelled = false;
        while (true) {
            Optional<Verdict> verdict = ledger.history().verdict(batch);
            Instant now = clock.instant();
            boolean over = verdict.isPresent() || now.isAfter(deadline);
            if (over || !now.isBefore(next)) {
                look.accept(ledger.history().jobs(batch));
                next = now.plus(PACE);
            }
            if (over) {
                return verdict;
            }
            if (interruption.within(GLANCE) && !cancelled) {
                cancelled = true;
                ledger.control().cancel(batch);
                deadline = clock.instant().plus(patience);
            }
        }
    }

    /**
     * Waits for the verdict of a batch.
     *
     * @return empty when it was not there in time
     */
    public Optional<Verdict> await(BatchId batch, Duration timeout) {
        Instant deadline = clock.instant().plus(timeout);
        Interruption pause = Interruption.never();
        Optional<Verdict> verdict = ledger.history().verdict(batch);
        while (verdict.isEmpty() && clock.instant().isBefore(deadline)) {
            pause.within(GLANCE);
            verdict = ledger.history().verdict(batch);
        }
        return verdict;
    }
}
