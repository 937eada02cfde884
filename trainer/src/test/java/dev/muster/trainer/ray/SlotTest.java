package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.DataFormat;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.JobId;
import dev.muster.contract.JobResult;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Outcome;
import dev.muster.contract.Resources;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.data.Datasets;
import dev.muster.trainer.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of attempts when something goes wrong around them. */
class SlotTest {
    private static final Slot.Pace PACE = new Slot.Pace(1, 0);

    @TempDir
    Path folder;

    private final Board board = new Board();
    private final FakeActors actors = new FakeActors();
    private final List<JobResult> results = new ArrayList<>();
    private Consumer<Report> news = report -> {};
    private JobSpec job;
    private Slot slot;

    @BeforeEach
    void open() throws IOException {
        Path data = Files.writeString(
                folder.resolve("data.csv"),
                IntStream.range(0, 100)
                        .mapToObj(row -> row + (row % 2 == 0 ? ",even\n" : ",odd\n"))
                        .collect(Collectors.joining("", "number,kind\n", "")));
        JobSpec sample = Samples.job("mlp", Map.of());
        job = new JobSpec(
                "job",
                sample.model(),
                sample.algorithm(),
                sample.parameters(),
                1,
                Datasets.inspect(new DatasetSpec(
                                "parity",
                                data.toString(),
                                DataFormat.CSV,
                                Task.CLASSIFICATION,
                                "kind",
                                List.of(),
                                Split.DEFAULT))
                        .dataset(),
                Resources.ONE_CPU);
        board.slots(1);
        slot = slot(board);
    }

    private Slot slot(Board of) {
        Settings settings = new Settings("test/0", folder.resolve("artifacts").toString(), folder.toString());
        SharedDatasets nothingShared = new SharedDatasets(folder, 0);
        return new Slot(of, this::take, nothingShared, actors, Resources.ONE_CPU, settings, PACE);
    }

    private void take(Report report) {
        news.accept(report);
        results.addAll(report.results());
    }

    @Test
    void anErrorAroundACallIsTheOutcomeOfItsAttemptAlone() {
        submit(1, 2);
        actors.answer(() -> {
            throw new UnsatisfiedLinkError("no library");
        });
        actors.answer(() -> ended(2));

        slot.run();

        assertThat(results).extracting(JobResult::attempt).containsExactly(attempt(1), attempt(2));
        assertThat(failed(0).message()).isEqualTo("no library");
        assertThat(board.size()).isZero();
    }

    @Test
    void aSlotThatBreaksLeavesNothingInItsHands() {
        submit(1, 2);
        actors.answer(() -> working(1));
        news = report -> {
            news = more -> {};
            throw new IllegalStateException("no news are taken");
        };

        slot.run();

        assertThat(results).extracting(JobResult::attempt).containsExactly(attempt(1));
        assertThat(failed(0).message()).isEqualTo("no news are taken");
        assertThat(board.size()).as("the other one waits").isEqualTo(1);
        assertThat(board.waiting()).isEqualTo(1);
        assertThat(actors.ended).isEqualTo(actors.created);
    }

    @Test
    void workThatComesToAnActorKilledAsItWasIdleGoesToTheNextOne() {
        submit(1);
        actors.answer(() -> ended(1));
        actors.answer(() -> ended(2));
        news = report -> {
            news = more -> {};
            slot.kill(Slot.Death.SILENT);
            submit(2);
        };

        slot.run();

        assertThat(results).extracting(JobResult::attempt).containsExactly(attempt(1), attempt(2));
        assertThat(actors.created).hasSize(2);
    }

    @Test
    void whatAnActorKilledAsSilentHadInHandIsLeftToItsLease() {
        submit(1);
        actors.answer(() -> {
            slot.kill(Slot.Death.SILENT);
            throw FakeActors.died();
        });

        slot.run();

        assertThat(board.size()).isZero();
        assertThat(results).isEmpty();
    }

    @Test
    void anActorThatIsDeadAsItIsSentAwayCostsNobodyATry() {
        submit(1);
        actors.answer(() -> ended(1));
        news = report -> {
            news = more -> {};
            slot.kill(Slot.Death.SILENT);
            submit(2);
            board.dismiss(Map.of(Board.ANYWHERE, 1));
        };

        slot.run();

        assertThat(results).extracting(JobResult::attempt).containsExactly(attempt(1));
        assertThat(board.waiting()).isEqualTo(1);
    }

    /** Ray puts up again what has used up the tries of a call. */
    @Test
    void anActorWhoseCallFailedForGoodIsEndedBeforeTheNextOneStarts() {
        submit(1);
        actors.die();

        slot.run();

        assertThat(failed(0).kind()).isEqualTo(Outcome.FailureKind.TRANSIENT);
        assertThat(actors.created).hasSize(2);
        assertThat(actors.ended).isEqualTo(actors.created);
    }

    @Test
    void aDeathIsTheFailureOfTheAttemptInTrainingAndNotOfOneThatIsBeingStored() {
        submit(1, 2);
        actors.answer(() -> new Report(List.of(), List.of(), List.of(attempt(1)), attempt(2), "127.0.0.2/1"));
        actors.die();
        actors.answer(() -> ended(1));

        slot.run();

        assertThat(results).extracting(JobResult::attempt).containsExactly(attempt(2), attempt(1));
        assertThat(failed(0).kind()).isEqualTo(Outcome.FailureKind.TRANSIENT);
    }

    @Test
    void aDeathIsTheFailureOfTheNextInTurnWhenNoneWasInTraining() {
        submit(1);
        actors.answer(() -> {
            submit(2);
            return new Report(List.of(), List.of(), List.of(attempt(1)), null, "127.0.0.2/1");
        });
        actors.die();
        actors.answer(() -> ended(1));

        slot.run();

        assertThat(results).extracting(JobResult::attempt).containsExactly(attempt(2), attempt(1));
    }

    private void submit(int... numbers) {
        board.submit(IntStream.of(numbers)
                .mapToObj(number -> new Assignment(attempt(number), job))
                .toList());
    }

    private Outcome.Failed failed(int index) {
        return (Outcome.Failed) results.get(index).outcome();
    }

    private static Report ended(int number) {
        return Report.of(List.of(new JobResult(attempt(number), new Outcome.Stopped(1), 1)));
    }

    private static Report working(int number) {
        return new Report(List.of(), List.of(), List.of(), attempt(number), "127.0.0.2/1");
    }

    private static Attempt attempt(int number) {
        BatchId batch = BatchId.derive("/tests", "slot");
        return new Attempt(batch, JobId.derive(batch, "job-" + number), 1);
    }
}
