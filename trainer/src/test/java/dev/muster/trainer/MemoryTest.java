package dev.muster.trainer;

import static dev.muster.trainer.Attempts.attempt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.Outcome;
import dev.muster.contract.Recall;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final JobSpec JOB = Samples.trees(Map.of("rounds", 2));
    private static final Attempt LATER =
            new Attempt(BatchId.derive("/test", "later"), JobId.derive(BatchId.derive("/test", "later"), "job"), 1);

    @TempDir
    Path folder;

    private Attempts at;
    private Outcome.Succeeded trained;

    @BeforeEach
    void train() {
        at = new Attempts(folder);
        trained = at.finish(JOB, 1);
    }

    @Test
    void aWholeResultOfAnEqualTrainerIsUsedAgain() {
        Memory memory = remembered(JOB, recall());

        assertThat(memory.found())
                .contains(new Outcome.Succeeded(
                        trained.metrics(), trained.model(), trained.manifest(), trained.epochs(), attempt(1)));
        assertThat(memory.refusals()).isEmpty();
    }

    @Test
    void anotherVersionAnotherPlatformOrOtherThreadsMiss() {
        rewrite(then -> new Provenance(then.job(), with(then.versions(), "muster", "0.0.1"), then.platform(), 1));
        assertRefused("muster was 0.0.1, is ");
        rewrite(then -> new Provenance(then.job(), with(then.versions(), "more", "1"), then.platform(), 1));
        assertRefused("more was 1, is none");
        rewrite(then -> new Provenance(then.job(), Map.of(), then.platform(), 1));
        assertRefused("jvm was none, is ");
        rewrite(then -> new Provenance(then.job(), then.versions(), new Provenance.Platform("Plan 9", "mips"), 1));
        assertRefused("platform was Platform[os=Plan 9");
        rewrite(then -> new Provenance(then.job(), then.versions(), then.platform(), 2));
        assertRefused("threads were 2, are 1");
    }

    @Test
    void aResultThatIsGoneOrDamagedMisses() {
        at.store.put(attempt(1).path() + "/model", "another".getBytes(UTF_8));
        assertRefused("its model is gone from " + attempt(1).path() + "/model, or damaged");
        at.store.put(trained.manifest(), "{".getBytes(UTF_8));
        assertRefused("there is no manifest");
        at.store.delete(attempt(1).path());
        assertRefused("there is no manifest");
    }

    @Test
    void aManifestOfAnotherJobMisses() {
        assertThat(remembered(Samples.trees(Map.of("rounds", 3)), recall()).found())
                .isEmpty();
        assertThat(remembered(JOB, new Recall(attempt(1), "sha256:other", trained.manifest()))
                        .refusals())
                .singleElement()
                .satisfies(why -> assertThat(why).contains("another job"));
    }

    @Test
    void whenTheNewestMissesAnOlderOneIsUsed() {
        Recall gone = new Recall(attempt(2), trained.model(), attempt(2).path() + "/manifest.json");

        Memory memory = remembered(JOB, gone, recall());

        assertThat(memory.found()).map(Outcome.Succeeded::reused).contains(attempt(1));
        assertThat(memory.refusals()).hasSize(1);
    }

    @Test
    void whatWasRefusedStandsInTheManifest() {
        at.store.delete(attempt(1).path());
        try (Run run = at.run(JOB, 2)) {
            run.note(remembered(JOB, recall()).refusals());
            Attempts.finish(run);
        }
        assertThat(new Results(at.store).find(attempt(2)).orElseThrow().notes())
                .singleElement()
                .satisfies(note -> assertThat(note).startsWith(Memory.REFUSED));
    }

    private Memory remembered(JobSpec job, Recall... recalls) {
        return Memory.of(new Assignment(LATER, job, List.of(recalls)), at.store);
    }

    private Recall recall() {
        return new Recall(attempt(1), trained.model(), trained.manifest());
    }

    private void assertRefused(String why) {
        Memory memory = remembered(JOB, recall());
        assertThat(memory.found()).isEmpty();
        assertThat(memory.refusals())
                .singleElement()
                .satisfies(said -> assertThat(said)
                        .startsWith(Memory.REFUSED + attempt(1).job() + "/attempt-1: ")
                        .contains(why));
    }

    private void rewrite(UnaryOperator<Provenance> other) {
        Manifest then = Json.read(at.store.get(trained.manifest()).orElseThrow(), Manifest.class);
        Manifest now = new Manifest(
                then.attempt(),
                then.outcome(),
                then.baseline(),
                then.classes(),
                then.confusion(),
                then.history(),
                then.best(),
                then.model(),
                other.apply(Provenance.of(JOB)),
                then.notes(),
                then.seconds());
        at.store.put(trained.manifest(), Json.bytes(now));
    }

    private static Map<String, String> with(Map<String, String> versions, String name, String version) {
        Map<String, String> more = new TreeMap<>(versions);
        more.put(name, version);
        return more;
    }
}
