package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.BatchState;
import dev.muster.contract.JobState;
import dev.muster.contract.Outcome;
import dev.muster.contract.Queueing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoticesIT {
    private static final URI HOOK = URI.create("https://hooks.example.org/x");
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final Opened at = new Opened();

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void aVerdictIsToldOnceItIsThere() {
        BatchId batch = completed("heard", HOOK);

        List<Notice> taken = take(10);

        assertThat(taken).singleElement().satisfies(notice -> {
            assertThat(notice.url()).isEqualTo(HOOK);
            assertThat(notice.tries()).isEqualTo(1);
            assertThat(notice.completion().cause()).isEqualTo("event-heard");
            assertThat(notice.completion().at()).isEqualTo(at.clock.instant());
            assertThat(notice.completion().verdict())
                    .isEqualTo(at.ledger.history().verdict(batch).orElseThrow());
        });
        assertThat(at.ledger.notices().pending(batch)).isTrue();
    }

    @Test
    void aBatchThatNamesNoAddressIsNotTold() {
        BatchId batch = completed("silent", null);

        assertThat(take(10)).isEmpty();
        assertThat(at.ledger.notices().pending(batch)).isFalse();
    }

    @Test
    void whoeverTookANoticeHasItAloneUntilTheHoldEnds() {
        completed("held", HOOK);
        take(10);

        assertThat(take(10)).isEmpty();
        at.clock.advance(HOLD);
        assertThat(take(10)).extracting(Notice::tries).containsExactly(2);
    }

    @Test
    void aFailedTryIsRepeatedAfterItsWait() {
        BatchId batch = completed("again", HOOK);
        take(10);
        at.ledger.notices().again(batch, Duration.ofSeconds(5));

        at.clock.advance(Duration.ofSeconds(4));
        assertThat(take(10)).isEmpty();
        at.clock.advance(Duration.ofSeconds(1));
        assertThat(take(10)).hasSize(1);
    }

    @Test
    void whatWasDeliveredOrGivenUpIsOverAndInTheAudit() {
        BatchId delivered = completed("delivered", HOOK);
        BatchId refused = completed("refused", HOOK);
        take(10);

        at.ledger.notices().delivered(delivered);
        at.ledger.notices().delivered(delivered);
        at.ledger.notices().giveUp(refused, "it answered 410");
        at.clock.advance(HOLD);

        assertThat(take(10)).isEmpty();
        assertThat(at.ledger.notices().pending(delivered)).isFalse();
        assertThat(at.ledger.history().audit(delivered))
                .filteredOn(entry -> entry.what().equals("NOTIFIED"))
                .hasSize(1);
        assertThat(at.ledger.history().audit(refused))
                .filteredOn(entry -> entry.what().equals("NOT_NOTIFIED"))
                .extracting(History.Entry::why)
                .containsExactly("it answered 410");
    }

    @Test
    void aResumeTakesTheNoticeBackWithTheVerdict() {
        BatchId batch = completed("resumed", HOOK, true);

        assertThat(at.ledger.control().resume(batch, Optional.empty())).isEqualTo(1);
        at.ledger.notices().delivered(batch);

        assertThat(take(10)).isEmpty();
        assertThat(at.states(batch)).containsExactly(JobState.QUEUED);
    }

    @Test
    void noMoreAreTakenThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            completed("batch-" + i, HOOK);
        }

        assertThat(take(3)).hasSize(3);
        assertThat(take(3)).hasSize(2);
    }

    @Test
    void anEventRepeatsAllVerdictsThatItLedTo() {
        BatchId first = completed("first", null, false, "sweep-1");
        BatchId second = completed("second", HOOK, false, "sweep-1");
        completed("third", null, false, "sweep-2");

        assertThat(at.ledger.joins().completedBy("sweep-1"))
                .extracting(completion -> completion.verdict().batch())
                .containsExactly(first, second);
        assertThat(at.ledger.joins().completedBy("sweep-3")).isEmpty();
    }

    @Test
    void whoeverServesOneBatchTakesNoOther() {
        completed("other", HOOK);
        BatchId mine = completed("mine", HOOK);

        assertThat(at.ledger.notices().take(10, HOLD, Optional.of(mine)))
                .extracting(notice -> notice.completion().verdict().batch())
                .containsExactly(mine);
    }

    @Test
    void workIsUnfinishedUntilEveryVerdictIsThereAndTold() {
        assertThat(at.ledger.unfinished()).isFalse();
        BatchId waiting = at.accept(Samples.batch("waiting", 1));
        assertThat(at.ledger.unfinished()).isTrue();
        at.ledger.control().cancel(waiting);
        at.ledger.joins().complete(at.verdict(waiting, BatchState.CANCELLED), "event-waiting");
        assertThat(at.ledger.unfinished()).isFalse();

        BatchId told = completed("told", HOOK);
        assertThat(at.ledger.unfinished()).isTrue();
        at.ledger.notices().delivered(told);
        assertThat(at.ledger.unfinished()).isFalse();
    }

    private List<Notice> take(int limit) {
        return at.ledger.notices().take(limit, HOLD, Optional.empty());
    }

    private BatchId completed(String name, @Nullable URI hook) {
        return completed(name, hook, false);
    }

    private BatchId completed(String name, @Nullable URI hook, boolean failed) {
        return completed(name, hook, failed, "event-" + name);
    }

    private BatchId completed(String name, @Nullable URI hook, boolean failed, String cause) {
        BatchSpec plain = Samples.batch(name, 1);
        BatchId batch = at.accept(new BatchSpec(
                name, Queueing.USUAL, plain.jobs(), plain.gates(), plain.join(), plain.retry(), null, hook, false));
        var attempt = at.claimOne();
        at.ledger
                .results()
                .record(List.of(
                        failed
                                ? Samples.failed(attempt, Outcome.FailureKind.INVALID)
                                : Samples.succeeded(attempt, 0.9)));
        at.ledger.joins().complete(at.verdict(batch, failed ? BatchState.FAILED : BatchState.PASSED), cause);
        return batch;
    }
}
