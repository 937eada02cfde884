package dev.muster.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.Digest;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.data.PreparedDataset;
import dev.muster.trainer.codec.DamagedException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attempt leaves behind, and what the next one makes of it. */
class RunTest {
    private static final BatchId BATCH = BatchId.derive("/test", "run");
    private static final JobId JOB = JobId.derive(BATCH, "job");

    @TempDir
    Path folder;

    private final PreparedDataset data = Samples.bars(1, 8, 256);
    private ArtifactStore store;

    @BeforeEach
    void open() {
        store = ArtifactStore.open(folder.toUri().toString());
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
        String whole = Digest.of(Trials.trained(job, data).model());
        int attempt = 0;
        boolean done = false;
        while (!done) {
            attempt++;
            try (Run run = run(job, attempt)) {
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
        assertThat(store.list(attempt(1).jobPath() + "/checkpoints")).isEmpty();
    }

    @Test
    void aTornCheckpointIsSkippedForTheOneBefore() {
        JobSpec job = Samples.job("mlp", Map.of());
        String newest = stoppedAfterThreeEpochs(job);
        byte[] bytes = store.get(newest).orElseThrow();
        store.put(newest, Arrays.copyOf(bytes, bytes.length / 2));

        try (Run run = run(job, 2)) {
            assertThat(run.notes()).hasSize(2);
            assertThat(run.notes().get(0)).contains(newest);
            assertThat(run.notes().get(1)).contains("resumed after epoch");
            run.advance(() -> false);
            assertThat(run.finish().store().model())
                    .isEqualTo(Digest.of(Trials.trained(job, data).model()));
        }
    }

    @Test
    void aCheckpointOfAnotherJobIsNotTakenUp() {
        stoppedAfterThreeEpochs(Samples.job("mlp", Map.of()));

        try (Run run = run(Samples.job("mlp", Map.of("learningRate", 0.01)), 2)) {
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
        finish(job, 1);

        Manifest manifest = Json.read(store.get(Manifest.path(attempt(1))).orElseThrow(), Manifest.class);
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
                .isEqualTo(data.test().rows());
        assertThat(manifest.provenance().job()).isEqualTo(job);
        assertThat(Reproduction.of(manifest, data, epoch -> {}).identical()).isTrue();
    }

    @Test
    void aResultWhoseReportWasLostIsFoundByTheNextAttempt() {
        JobSpec job = Samples.trees(Map.of());
        var first = finish(job, 1);

        assertThat(Run.finished(attempt(2), store)).contains(first);
        assertThat(Run.finished(new Attempt(BATCH, JobId.derive(BATCH, "other"), 2), store))
                .isEmpty();
    }

    @Test
    void anAttemptThatLostItsLeaseChangesNothingThatCounts() {
        JobSpec job = Samples.job("logistic-regression", Map.of());
        try (Run zombie = run(job, 1)) {
            zombie.advance(new After(3));
            finish(job, 2);
            byte[] manifest = store.get(Manifest.path(attempt(2))).orElseThrow();

            zombie.advance(() -> false);
            zombie.finish().store();

            assertThat(store.get(Manifest.path(attempt(2)))).contains(manifest);
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

    private static double loss(Epoch epoch) {
        return epoch.metrics().get(Epoch.VALIDATION + Epoch.LOSS);
    }

    private Outcome.Succeeded finish(JobSpec job, int attempt) {
        try (Run run = run(job, attempt)) {
            run.advance(() -> false);
            return run.finish().store();
        }
    }

    /** Two checkpoints are there; returns the path of the newer. */
    private String stoppedAfterThreeEpochs(JobSpec job) {
        try (Run run = run(job, 1)) {
            while (run.progress().epoch() < 3) {
                run.advance(new After(1));
            }
            run.stop();
        }
        List<String> paths = store.list(attempt(1).jobPath() + "/checkpoints");
        assertThat(paths).hasSize(2);
        return paths.stream().max(String::compareTo).orElseThrow();
    }

    private Run run(JobSpec job, int attempt) {
        Assignment assignment = new Assignment(attempt(attempt), job);
        return new Run(assignment, data, store, CheckpointPolicy.ALWAYS, InstantSource.system());
    }

    private static Attempt attempt(int number) {
        return new Attempt(BATCH, JOB, number);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    /** Pauses at the so manyth question. */
    private static final class After implements BooleanSupplier {
        private int left;

        After(int questions) {
            this.left = questions;
        }

        @Override
        public boolean getAsBoolean() {
            return --left <= 0;
        }
    }
}
