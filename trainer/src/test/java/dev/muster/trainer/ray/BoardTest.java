package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Outcome;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.trainer.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final JobSpec JOB = Samples.job("mlp", Map.of());
    private static final long NO_PATIENCE = 0;
    private static final String NODE = "127.0.0.2";

    private final Board board = new Board();
    private final List<Assignment> four = IntStream.rangeClosed(1, 4)
            .mapToObj(number -> new Assignment(attempt(number), JOB))
            .toList();

    @Test
    void aSecondSubmitOfTheSameAttemptChangesNothing() throws Exception {
        board.slots(1);
        board.submit(four);
        board.submit(four);

        assertThat(board.size()).isEqualTo(4);
        assertThat(board.take(16, NO_PATIENCE, NODE)).hasSize(4);
        assertThat(board.take(16, NO_PATIENCE, NODE)).isEmpty();
    }

    @Test
    void anAttemptThatEndedIsReportedOnceMoreAndNotRunAgain() throws Exception {
        board.slots(1);
        board.submit(four.subList(0, 1));
        board.take(16, NO_PATIENCE, NODE);
        JobResult result = new JobResult(attempt(1), new Outcome.Stopped(3), 1.5);
        board.note(Report.of(List.of(result)));

        assertThat(board.submit(four.subList(0, 1))).containsExactly(result);
        assertThat(board.take(16, NO_PATIENCE, NODE)).isEmpty();
    }

    @Test
    void whatComesTooLateIsNotTaken() {
        board.close();

        assertThatThrownBy(() -> board.submit(four)).hasMessage("it is ending");
        assertThat(board.size()).isZero();
    }

    @Test
    void workIsSharedAmongThoseThatAreThere() throws Exception {
        board.slots(2);
        board.submit(four);

        assertThat(board.take(16, NO_PATIENCE, NODE)).hasSize(2);
    }

    @Test
    void oneIsSentAwayAndTheWorkStays() throws Exception {
        board.slots(2);
        board.submit(four);
        board.dismiss(Map.of(Board.ANYWHERE, 1));

        assertThat(board.take(16, NO_PATIENCE, NODE)).as("who leaves").isEmpty();
        assertThat(board.take(16, NO_PATIENCE, NODE)).as("who stays").hasSize(2);
    }

    @Test
    void oneIsSentAwayFromItsNodeAndNobodyFromAnother() throws Exception {
        board.slots(1);
        board.submit(four);
        board.dismiss(Map.of(NODE, 1));

        assertThat(board.poll(1, JOB.dataset(), NODE))
                .as("more for who is to leave")
                .isEmpty();
        assertThat(board.take(1, NO_PATIENCE, "127.0.0.3"))
                .as("who is elsewhere")
                .hasSize(1);
        assertThat(board.take(1, NO_PATIENCE, NODE)).as("who leaves").isEmpty();
        assertThat(board.take(1, NO_PATIENCE, NODE)).as("who comes next").hasSize(1);
    }

    @Test
    void whoWaitsForWorkLeavesAtOnceWhenSentAway() throws Exception {
        CompletableFuture<List<Assignment>> idle = CompletableFuture.supplyAsync(() -> {
            try {
                return board.take(16, Duration.ofMinutes(1).toMillis(), NODE);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        board.dismiss(Map.of(NODE, 1));

        assertThat(idle)
                .succeedsWithin(Duration.ofSeconds(20))
                .asInstanceOf(LIST)
                .isEmpty();
    }

    @Test
    void whatWasSaidOfLeavingIsTakenBack() throws Exception {
        board.slots(1);
        board.submit(four);
        board.dismiss(Map.of(NODE, 1));

        board.dismiss(Map.of());

        assertThat(board.take(16, NO_PATIENCE, NODE)).hasSize(4);
    }

    @Test
    void attemptsInSilentHandsGiveNoSignOfLife() {
        board.submit(four);

        assertThat(board.alive(Set.of(attempt(2), attempt(3))))
                .extracting(JobProgress::attempt)
                .containsExactly(attempt(1), attempt(4));
    }

    @Test
    void whatIsForgottenIsNeitherAliveNorEnded() throws Exception {
        board.slots(1);
        board.submit(four);
        board.take(16, NO_PATIENCE, NODE);

        board.forget(List.of(attempt(1)));

        assertThat(board.size()).isEqualTo(3);
        assertThat(board.statuses()).extracting(AttemptStatus::attempt).doesNotContain(attempt(1));
    }

    @Test
    void whoHadToBeEndedStoppedAtItsLastEpoch() throws Exception {
        board.slots(1);
        board.submit(four);
        board.take(16, NO_PATIENCE, NODE);
        board.note(Report.alive(List.of(new JobProgress(attempt(1), 7, 20, Map.of(), 3.0))));

        List<JobResult> stopped = board.stopped(List.of(attempt(1)));

        assertThat(stopped).containsExactly(new JobResult(attempt(1), new Outcome.Stopped(7), 3.0));
        assertThat(board.statuses())
                .filteredOn(status -> status.state() == AttemptStatus.State.ENDED)
                .extracting(AttemptStatus::result)
                .containsExactlyElementsOf(stopped);
    }

    @Test
    void statusesTellWaitingFromRunning() throws Exception {
        board.slots(2);
        board.submit(four);
        board.take(16, NO_PATIENCE, NODE);

        assertThat(board.statuses())
                .extracting(AttemptStatus::state)
                .containsExactly(
                        AttemptStatus.State.RUNNING,
                        AttemptStatus.State.RUNNING,
                        AttemptStatus.State.WAITING,
                        AttemptStatus.State.WAITING);
    }

    private static Attempt attempt(int number) {
        BatchId batch = BatchId.derive("/tests", "board");
        return new Attempt(batch, JobId.derive(batch, "job-" + number), 1);
    }
}
