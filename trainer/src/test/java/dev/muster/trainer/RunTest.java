package dev.muster.trainer;

import static dev.muster.trainer.Attempts.attempt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.Attempt;
import dev.muster.contract.Digest;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.trainer.Attempts.After;
import dev.muster.trainer.codec.DamagedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attempt leaves behind, and what the next one makes of it. */
class RunTest {
    @TempDir
    Path folder;

    private Attempts at;
    private WatchedStore store;

    @BeforeEach
    void open() {
        at = new Attempts(folder);
        store = at.store;
    }

    static Stream<JobSpec> jobs() {
        return Stream.of(
                Samples.trees(Map.of("patience", 3)),
                Samples.job("logistic-regression", Map.of()),
                Samples.job("mlp", Map.of("optimizer", "adam", "learningRate", 0.005, "patience", 2)),
                Samples.job("cnn", Map.of("learningRate", 0.02)),
                Samples.job("resnet", Map.of("learningRate", 0.02, "epochs", 3)));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aTrainingInManyPiecesMakesTheModelOfOneInAPiece(JobSpec job) {
        String whole = at.undisturbed(job);
        int attempt = 0;
        boolean done = false;
        while (!done) {
            attempt++;
            try (Run run = at.run(job, attempt)) {
                run.advance(new After(7));
                done = run.done();
                if (done) {
                    assertThat(run.finish().store().model()).isEqualTo(whole);
                } else {
                    run.stop();
                }
            }
        }
        assertThat(attempt).as("pieces").isGreaterThan(1);
        assertThat(store.list(attempt(1).jobPath())).as("what is left").noneMatch(path -> path.contains("checkpoint"));
    }

    @Test
    void aTornCheckpointIsSkippedForTheOneBefore() {
        JobSpec job = Samples.job("mlp", Map.of());
        String newest = stoppedAfterThreeEpochs(job);
        byte[] bytes = store.get(newest).orElseThrow();
        store.put(newest, Arrays.copyOf(bytes, bytes.length / 2));

        try (Run run = at.run(job, 2)) {
            assertThat(run.notes()).hasSize(2);
            assertThat(run.notes().get(0)).contains(newest);
            assertThat(run.notes().get(1)).contains("resumed after epoch");
            run.advance(() -> false);
            assertThat(run.finish().store().model()).isEqualTo(at.undisturbed(job));
        }
    }

    /** As one of an older trainer may be, whose algorithm kept something else: the frame is whole. */
    @Test
    void aCheckpointThatTheAlgorithmCannotUseIsSkippedForTheOneBefore() {
        JobSpec job = Samples.job("mlp", Map.of());
        String newest = stoppedAfterThreeEpochs(job);
        Checkpoint whole = Checkpoint.read(store.get(newest).orElseThrow(), job);
        byte[] other = Arrays.copyOf(whole.state(), whole.state().length / 2);
        store.put(newest, Checkpoint.of(job, whole.history(), other).bytes());

        try (Run run = at.run(job, 2)) {
            assertThat(run.notes()).hasSize(2);
            assertThat(run.notes().get(0)).contains(newest).contains("what the algorithm left in it");
            assertThat(run.notes().get(1)).contains("resumed after epoch");
            assertThat(Attempts.finish(run).model()).isEqualTo(at.undisturbed(job));
        }
    }

    @Test
    void aCheckpointOfAnotherJobIsNotTakenUp() {
        stoppedAfterThreeEpochs(Samples.job("mlp", Map.of()));

        try (Run run = at.run(Samples.job("mlp", Map.of("learningRate", 0.01)), 2)) {
            assertThat(run.notes()).isNotEmpty().allMatch(note -> note.contains("other data or parameters"));
            assertThat(run.progress().epoch()).isZero();
        }
    }

    @Test
    void noDamageToACheckpointGoesUnnoticed() {
        JobSpec job = Samples.job("logistic-regression", Map.of());
        byte[] bytes = store.get(stoppedAfterThreeEpochs(job)).orElseThrow();
        SplittableRandom random = new SplittableRandom(5);

        for (int trial = 0; trial < 2_000; trial++) {
            byte[] damaged = trial % 2 == 0
                    ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                    : flipped(bytes, random.nextInt(bytes.length * 8));
            assertThatThrownBy(() -> Checkpoint.read(damaged, job))
                    .as("trial %d", trial)
                    .isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void theManifestSaysWhatWasStored() {
        JobSpec job = Samples.trees(Map.of());
        at.finish(job, 1);

        Manifest manifest = manifest(1);
        byte[] model = store.get(manifest.model().path()).orElseThrow();
        assertThat(manifest.model().digest())
                .isEqualTo(Digest.of(model))
                .isEqualTo(manifest.outcome().model());
        assertThat(manifest.model().bytes()).isEqualTo(model.length);
        assertThat(manifest.history()).hasSize(12);
        assertThat(manifest.classes()).hasSize(4);
        assertThat(manifest.confusion().stream()
                        .flatMap(List::stream)
                        .mapToLong(Long::longValue)
                        .sum())
                .as("every test row once")
                .isEqualTo(at.data.test().rows());
        assertThat(manifest.provenance().job()).isEqualTo(job);
        assertThat(Reproduction.of(manifest, at.data, epoch -> {}).identical()).isTrue();
    }

    @Test
    void aResultWhoseReportWasLostIsFoundByTheNextAttempt() {
        JobSpec job = Samples.trees(Map.of());
        var first = at.finish(job, 1);

        assertThat(Run.finished(attempt(2), store)).contains(first);
        assertThat(Run.finished(new Attempt(Attempts.BATCH, JobId.derive(Attempts.BATCH, "other"), 2), store))
                .isEmpty();
    }

    @Test
    @Timeout(30)
    void trainingGoesOnWhileACheckpointIsWritten() {
        JobSpec job = Samples.job("mlp", Map.of());
        try (Run run = at.run(job, 1)) {
            store.hold("checkpoints");
            run.advance(() -> false);
            assertThat(run.done()).isTrue();
            store.release();

            assertThat(run.finish().store().model()).isEqualTo(at.undisturbed(job));
        }
        assertThat(at.checkpoints(1)).isEmpty();
    }

    @Test
    void aFullDiskFailsNoTrainingBeforeItsEnd() {
        JobSpec job = Samples.job("mlp", Map.of());
        try (Run run = at.run(job, 1)) {
            store.fill("checkpoints");
            run.advance(() -> false);
            run.finish().store();
        }

        assertThat(manifest(1).notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note).contains("could not be written").contains("No space left"));
        assertThat(manifest(1).outcome().model()).isEqualTo(at.undisturbed(job));
    }

    @Test
    void aCheckpointThatCouldNotBeWrittenIsTriedAgainWithTheNextOne() {
        JobSpec job = Samples.job("mlp", Map.of());
        try (Run run = at.run(job, 1)) {
            store.fill("checkpoints");
            run.advance(new After(7));
            assertThat(run.stop().epochs()).isEqualTo(run.progress().epoch());
            store.makeRoom();
            run.advance(new After(7));
            run.stop();
            assertThat(run.notes()).hasSize(1);
        }
        assertThat(at.checkpoints(1)).isNotEmpty();
    }

    @Test
    void aResultThatCannotBeWrittenFailsTheAttemptAndTheNextOneHasTheCheckpoints() {
        JobSpec job = Samples.job("mlp", Map.of());
        store.fill("manifest");
        try (Run run = at.run(job, 1)) {
            run.advance(() -> false);
            Completion completion = run.finish();
            assertThatThrownBy(completion::store)
                    .satisfies(failure ->
                            assertThat(Failures.outcome(failure).kind()).isEqualTo(Outcome.FailureKind.TRANSIENT));
        }
        store.makeRoom();

        try (Run next = at.run(job, 2)) {
            assertThat(next.notes()).singleElement().asString().contains("resumed after epoch");
            assertThat(Attempts.finish(next).model()).isEqualTo(at.undisturbed(job));
        }
    }

    @Test
    void trainingEndsWhenPatienceDoesAndTheBestEpochIsTheModel() {
        JobSpec patient = Samples.job("mlp", Map.of("epochs", 60, "patience", 2, "learningRate", 0.2));

        Trained trained = Trials.trained(patient, Samples.clusters(5, 4, 200));

        assertThat(trained.history()).hasSizeLessThan(60);
        assertThat(trained.best()).isEqualTo(trained.history().size() - 2);
        double best = loss(trained.history().get(trained.best() - 1));
        assertThat(trained.history())
                .allSatisfy(epoch -> assertThat(loss(epoch)).isGreaterThanOrEqualTo(best));
    }

    private Manifest manifest(int attempt) {
        return Json.read(store.get(Manifest.path(attempt(attempt))).orElseThrow(), Manifest.class);
    }

    private static double loss(Epoch epoch) {
        return epoch.metrics().get(Epoch.VALIDATION + Epoch.LOSS);
    }

    /** Two checkpoints are there; returns the path of the newer. */
    private String stoppedAfterThreeEpochs(JobSpec job) {
        try (Run run = at.run(job, 1)) {
            while (run.progress().epoch() < 3) {
                run.advance(new After(1));
            }
            run.stop();
        }
        List<String> paths = at.checkpoints(1);
        assertThat(paths).hasSize(2);
        return paths.get(1);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
