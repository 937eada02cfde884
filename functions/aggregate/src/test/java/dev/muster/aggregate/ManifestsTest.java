package dev.muster.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.Attempt;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
    private static final Attempt ATTEMPT = new Attempt(Joined.BATCH, Joined.id("a"), 2);
    private static final String PATH = ATTEMPT.path() + "/manifest.json";
    private static final JobResult SUCCESS = reported(PATH);

    private ArtifactStore store;
    private Manifests manifests;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = ArtifactStore.open(folder.toString());
        manifests = Manifests.in(store);
    }

    @Test
    void aSuccessThatItsManifestBearsOutCounts() {
        store("{\"model\": {\"digest\": \"sha256:model\"}}");

        assertThat(manifests.check(List.of(SUCCESS))).containsExactly(SUCCESS);
    }

    /** The first attempt stored its model and lost its report; the second finds that, and has nothing to train. */
    @Test
    void aSuccessOfAnEarlierAttemptWhoseReportWasLostCounts() {
        store("{\"model\": {\"digest\": \"sha256:model\"}}");
        Attempt second = new Attempt(ATTEMPT.batch(), ATTEMPT.job(), ATTEMPT.number() + 1);
        JobResult found = new JobResult(second, SUCCESS.outcome(), 0.1);

        assertThat(manifests.check(List.of(found))).containsExactly(found);
    }

    @Test
    void aSuccessThatIsAnothersCountsWhenThatOnesManifestBearsItOut() {
        store("{\"model\": {\"digest\": \"sha256:model\"}}");
        Attempt later = new Attempt(ATTEMPT.batch(), Joined.id("later"), 1);
        Outcome.Succeeded trained = (Outcome.Succeeded) SUCCESS.outcome();
        JobResult reused = new JobResult(
                later, new Outcome.Succeeded(trained.metrics(), trained.model(), PATH, trained.epochs(), ATTEMPT), 0.1);

        assertThat(manifests.check(List.of(reused))).containsExactly(reused);
        assertThat(manifests.check(List.of(new JobResult(later, trained, 0.1))))
                .as("without saying so")
                .noneMatch(result -> result.outcome() instanceof Outcome.Succeeded);
    }

    @Test
    void aSuccessWithoutManifestIsTriedAgain() {
        assertFailed(SUCCESS, "reported success, but there is no manifest at " + PATH);
    }

    @Test
    void aManifestOfAnotherModelIsNoProof() {
        store("{\"model\": {\"digest\": \"sha256:other\"}}");

        assertFailed(SUCCESS, "reported the model sha256:model, but " + PATH + " names \"sha256:other\"");
    }

    @Test
    void aDamagedManifestIsNoProof() {
        store("{\"model\":");

        assertFailed(SUCCESS, "reported success, but " + PATH + " cannot be read");
    }

    @Test
    void theManifestOfAnotherJobIsNoProofAndIsNotEvenRead() {
        assertFailed(reported("../../etc/passwd"), "reported a manifest of another job: ../../etc/passwd");
    }

    @Test
    void failuresAndStopsNeedNoManifest() {
        List<JobResult> results = List.of(
                new JobResult(ATTEMPT, new Outcome.Failed(Outcome.FailureKind.INVALID, "x"), 1),
                new JobResult(ATTEMPT, new Outcome.Stopped(3), 1));

        assertThat(manifests.check(results)).isEqualTo(results);
    }

    @Test
    void withoutAStoreEverySuccessCounts() {
        assertThat(Manifests.unchecked().check(List.of(SUCCESS))).containsExactly(SUCCESS);
    }

    private void assertFailed(JobResult reported, String message) {
        JobResult checked = manifests.check(List.of(reported)).get(0);

        assertThat(checked.attempt()).isEqualTo(ATTEMPT);
        assertThat(checked.seconds()).isEqualTo(4.5);
        assertThat(checked.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Outcome.FailureKind.TRANSIENT);
            assertThat(failed.message()).startsWith(message);
        });
    }

    private void store(String manifest) {
        store.put(PATH, manifest.getBytes(StandardCharsets.UTF_8));
    }

    private static JobResult reported(String manifest) {
        return new JobResult(ATTEMPT, new Outcome.Succeeded(Map.of("accuracy", 0.9), "sha256:model", manifest, 3), 4.5);
    }
}
