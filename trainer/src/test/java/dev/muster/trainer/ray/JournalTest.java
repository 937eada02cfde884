package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final BatchId BATCH = BatchId.derive("/tests", "journal");
    private static final Attempt ATTEMPT = new Attempt(BATCH, JobId.derive(BATCH, "one"), 1);

    private final Journal journal = new Journal(InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));

    @Test
    void tellsEpochsWithTheirPlaceAndTheEnd() {
        journal.note(new Report(
                List.of(new JobResult(
                        ATTEMPT, new Outcome.Failed(Outcome.FailureKind.TRANSIENT, "no room on the disk"), 2.04)),
                List.of(
                        new JobProgress(ATTEMPT, 3, 10, Map.of("loss", 0.25), 1.0),
                        new JobProgress(ATTEMPT, 3, 10, Map.of(), 1.5)),
                List.of(),
                null,
                "127.1.1.2/4711"));

        assertThat(journal.lines(ATTEMPT, 0).orElseThrow())
                .containsExactly(
                        "2026-03-01T12:00:00Z epoch 3/10 loss=0.2500 on 127.1.1.2/4711",
                        "2026-03-01T12:00:00Z failed (TRANSIENT): no room on the disk, after 2.0 s");
        assertThat(journal.lines(ATTEMPT, 1).orElseThrow()).hasSize(1);
    }

    @Test
    void whatItDoesNotKnowIsNotEmptyButUnknown() {
        assertThat(journal.lines(ATTEMPT, 0)).isEmpty();
    }
}
