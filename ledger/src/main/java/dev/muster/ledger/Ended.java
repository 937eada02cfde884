package dev.muster.ledger;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt that ends now, as the row that {@link Endings} writes. */
public record Ended(
        String batch,
        String job,
        int number,
        AttemptState state,
        @Nullable String failure,
        @Nullable String message,
        @Nullable Double seconds,
        @Nullable Integer epoch,
        @Nullable String model,
        @Nullable String manifest,
        @Nullable Attempt reused,
        Map<String, Double> metrics,
        JobState next,
        Instant due,
        String why) {
    /** What an ending makes of an attempt that runs. */
    public static Ended of(Running running, Ending.How how, Instant now) {
        Running.Next next = running.after(how, now);
        boolean late = next.attempt() == AttemptState.LATE;
        Outcome outcome = how instanceof Ending.Reported reported && !late ? reported.outcome() : null;
        Outcome.Succeeded success = outcome instanceof Outcome.Succeeded succeeded ? succeeded : null;
        boolean bad = late || next.attempt() == AttemptState.FAILED || next.attempt() == AttemptState.LOST;
        return new Ended(
                running.attempt().batch().value(),
                running.attempt().job().value(),
                running.attempt().number(),
                next.attempt(),
                outcome instanceof Outcome.Failed failed ? failed.kind().name() : null,
                bad ? next.why() : null,
                how instanceof Ending.Reported reported ? reported.seconds() : null,
                outcome instanceof Outcome.Stopped stopped
                        ? Integer.valueOf(stopped.epochs())
                        : success == null ? null : Integer.valueOf(success.epochs()),
                success == null ? null : success.model(),
                success == null ? null : success.manifest(),
                success == null ? null : success.reused(),
                success == null ? Map.of() : success.metrics(),
                next.job(),
                next.due(),
                next.why());
    }

    /** Which attempt it is. */
    public Attempt named() {
        return new Attempt(new BatchId(batch), new JobId(job), number);
    }

    Audit.Note note() {
        String then = next == JobState.QUEUED ? "QUEUED again, due " + due : next.name();
        return new Audit.Note(batch, state.name(), Name.subject(named()), why + "; the job is " + then);
    }
}
