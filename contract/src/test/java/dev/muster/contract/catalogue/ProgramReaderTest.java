package dev.muster.contract.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.contract.AllowedHosts;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.Resources;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.batchfile.BatchFileReader;
import dev.muster.contract.batchfile.JobDraft;
import dev.muster.contract.document.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are read, told apart by their content, and named in batch files like models. */
class ProgramReaderTest {
    @TempDir
    Path folder;

    private Path demo;

    @BeforeEach
    void write() throws IOException {
        demo = Files.createDirectories(folder.resolve("demo"));
        Files.writeString(demo.resolve("program.yaml"), """
                description: A demonstration
                aliases: [show]
                entry: main.py
                tasks: [classification]
                resources: {cpus: 2, memory: 1GiB}
                parameters:
                  trees: {type: integer, minimum: 1, maximum: 50, default: 20, description: how many}
                  shape: {type: text, choices: [wide, deep], default: wide}
                """);
        Files.writeString(demo.resolve("main.py"), "print()");
        Files.writeString(folder.resolve("runner.py"), "");
    }

    private List<JobDraft> jobs(String batch) {
        Problems problems = new Problems();
        var reader = new BatchFileReader(
                Catalogue.builtIn().with(ProgramReader.all(folder)), RetryPolicy.DEFAULT, AllowedHosts.NONE);
        var file = reader.read(batch.getBytes(StandardCharsets.UTF_8), "batch.yaml", problems);
        problems.throwIfAny();
        return file.orElseThrow().jobs();
    }

    private String algorithm() {
        return ProgramReader.all(folder).get(0).algorithm().name();
    }

    @Test
    void aProgramIsNamedLikeAModelAndItsDefaultsAreFilledIn() {
        JobDraft job = jobs("[{model: Show, dataset: digits, parameters: {trees: 30}}]")
                .get(0);

        assertThat(job.algorithm()).matches("program:demo@[0-9a-f]{16}").isEqualTo(algorithm());
        assertThat(job.parameters()).isEqualTo(Map.of("trees", 30, "shape", "wide"));
        assertThat(job.resources()).isEqualTo(new Resources(2, 0, 1 << 30));
    }

    @Test
    void whatAJobAsksForItselfCounts() {
        JobDraft job =
                jobs("[{model: demo, dataset: digits, resources: {cpus: 1}}]").get(0);

        assertThat(job.resources()).isEqualTo(new Resources(1, 0, 1 << 30));
    }

    @Test
    void aProgramIsSweptLikeAModel() {
        List<JobDraft> jobs = jobs("""
                dataset: digits
                sweeps:
                  - {model: demo, parameters: {trees: [10, 20], shape: [wide, deep]}}""");

        assertThat(jobs).hasSize(4).allMatch(job -> job.resources().cpus() == 2);
    }

    @Test
    void aWrongParameterIsToldOfWithItsPlaceAndTheFix() {
        assertThatThrownBy(() -> jobs("""
                - {model: demo, dataset: digits, parameters: {tree: 1}}
                - {model: demo, dataset: digits, parameters: {trees: 51}}
                - {model: demo, dataset: diabetes}"""))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::line, Problem::message)
                                .containsExactly(
                                        tuple(1, "demo has no such parameter"),
                                        tuple(2, "is 51, but must be 1 to 50"),
                                        tuple(3, "\"demo\" does not learn regression, which is what diabetes is for")));
    }

    @Test
    void aProgramThatChangedIsAnotherOne() throws IOException {
        String before = algorithm();
        Files.createDirectories(demo.resolve("__pycache__"));
        Files.writeString(demo.resolve("__pycache__/main.pyc"), "compiled");
        Files.writeString(demo.resolve(".hidden"), "");
        assertThat(algorithm()).isEqualTo(before);

        Files.writeString(demo.resolve("main.py"), "print(1)");

        assertThat(algorithm()).isNotEqualTo(before);
    }

    @Test
    void aCatalogueMayGiveAProgramOtherDefaults() {
        byte[] text =
                "models: {big: {algorithm: 'program:demo', parameters: {trees: 50}}}".getBytes(StandardCharsets.UTF_8);

        Catalogue catalogue =
                Catalogue.builtIn().with(ProgramReader.all(folder)).extended(text, "own.yaml", null);

        assertThat(catalogue.model("big").orElseThrow().defaults()).containsEntry("trees", 50);
    }

    @Test
    void everythingThatIsWrongIsToldOfAtOnce() throws IOException {
        Files.writeString(demo.resolve("program.yaml"), """
                entry: other.py
                tasks: [classification]
                parameters: {trees: {type: integer, maximum: 5, default: 6}}
                """);
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(second.resolve("program.yaml"), "entry: ../x.sh\nparameters: {}\n");

        assertThatThrownBy(() -> ProgramReader.all(folder))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::place)
                                .containsExactlyInAnyOrder(
                                        demo + "/program.yaml: entry",
                                        demo + "/program.yaml: parameters.trees.default",
                                        second + "/program.yaml: entry",
                                        second + "/program.yaml: tasks"));
    }

    @Test
    void aNameThatAModelHasIsTaken() throws IOException {
        Files.move(demo, folder.resolve("mlp"));

        assertThatThrownBy(() -> Catalogue.builtIn().with(ProgramReader.all(folder)))
                .hasMessageContaining("there is a model \"mlp\" already");
    }

    @Test
    void linksAreNoPartOfAProgram() throws IOException {
        Files.createSymbolicLink(demo.resolve("secret.py"), folder.resolve("runner.py"));

        assertThatThrownBy(() -> ProgramReader.all(folder)).hasMessageContaining("secret.py is a link");
    }

    @Test
    void onlyPlainNamesAreFound() {
        assertThat(ProgramReader.find(folder, "demo")).isPresent();
        for (String name : List.of("", "..", "../" + folder.getFileName() + "/demo", "demo/", "Demo", "other")) {
            assertThat(ProgramReader.find(folder, name)).isEmpty();
        }
    }
}
