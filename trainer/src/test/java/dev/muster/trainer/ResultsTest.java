package dev.muster.trainer;

import static dev.muster.trainer.Attempts.attempt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Digest;
import dev.muster.contract.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One attempt may run twice at once, each run writing its model and then its manifest. */
class ResultsTest {
    private static final byte[] MODEL = "a model".getBytes(UTF_8);
    private static final byte[] OTHER = "another model".getBytes(UTF_8);

    @TempDir
    Path folder;

    private WatchedStore store;
    private Results results;

    @BeforeEach
    void open() {
        store = new Attempts(folder).store;
        results = new Results(store);
    }

    @Test
    void theSameResultTwiceIsWrittenOnce() {
        Manifest first = results.write(manifest(MODEL, 1), MODEL);

        assertThat(results.write(manifest(MODEL, 2), MODEL)).isEqualTo(first);
        assertThat(results.find(attempt(1))).contains(first);
    }

    @Test
    void aModelWithoutAManifestIsCompletedByTheSecond() {
        store.put(attempt(1).path() + "/model", MODEL);

        Manifest written = results.write(manifest(MODEL, 1), MODEL);

        assertThat(results.find(attempt(1))).contains(written);
        assertThat(store.list(attempt(1).path())).hasSize(2);
    }

    @Test
    void ofTwoModelsThatOfTheFirstManifestIsTheResult() {
        Manifest first = results.write(manifest(MODEL, 1), MODEL);

        assertThat(results.write(manifest(OTHER, 2), OTHER)).isEqualTo(first);
        assertThat(store.get(first.model().path())).contains(MODEL);
    }

    @Test
    void aManifestNeverNamesTheOtherRunsModel() {
        // given: the other run wrote its model, and has yet to write its manifest, or died
        store.put(attempt(1).path() + "/model", OTHER);

        Manifest mine = results.write(manifest(MODEL, 1), MODEL);
        Manifest late = results.write(manifest(OTHER, 2), OTHER);

        assertThat(late).isEqualTo(mine);
        assertThat(mine.outcome().model()).isEqualTo(mine.model().digest()).isEqualTo(Digest.of(MODEL));
        assertThat(store.get(mine.model().path())).contains(MODEL);
    }

    private static Manifest manifest(byte[] model, double seconds) {
        String digest = Digest.of(model);
        return new Manifest(
                attempt(1),
                new Outcome.Succeeded(Map.of("accuracy", 0.5), digest, Manifest.path(attempt(1)), 1),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                new Manifest.Stored(attempt(1).path() + "/model", digest, model.length),
                Provenance.of(Samples.trees(Map.of())),
                List.of(),
                seconds);
    }
}
