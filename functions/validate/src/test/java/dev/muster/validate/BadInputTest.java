package dev.muster.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a request or its data can have wrong is refused before anything is trained, with place and fix. */
class BadInputTest {
    private static final String GOOD = "x,y\n" + "1,a\n2,b\n".repeat(20);

    @TempDir
    Path folder;

    private Resolver resolver;

    @BeforeEach
    void open() throws IOException {
        resolver = Resolver.open(ValidateConfig.of(List.of(folder.toRealPath())));
        data(GOOD, StandardCharsets.UTF_8);
    }

    static Stream<Arguments> requests() {
        String manyJobs = IntStream.range(0, 10_001)
                .mapToObj(job -> "{\"model\":\"mlp\",\"dataset\":\"digits\"}")
                .collect(Collectors.joining(",", "[", "]"));
        return Stream.of(
                Arguments.of("not YAML", "jobs: [\n  - {", "is not YAML"),
                Arguments.of("not JSON", "{\"jobs\": [}", "is not"),
                Arguments.of("nothing", "", "empty"),
                Arguments.of("unknown field", batch("") + "colour: red\n", "there is no such field"),
                Arguments.of("wrong type", batch("") + "priority: high\n", "must be"),
                Arguments.of("no team", batch("") + "team: ../x\n", "is \"../x\""),
                Arguments.of("no place to run", batch("") + "running: 0\n", "at least 1"),
                Arguments.of("no time", batch("") + "expires: tomorrow\n", "is \"tomorrow\""),
                Arguments.of("no zone", batch("") + "expires: 2027-02-28T12:00:00\n", "is \"2027"),
                Arguments.of("no such day", batch("") + "expires: 2027-02-30T12:00:00Z\n", "no calendar has"),
                Arguments.of("no model", "jobs: [{dataset: digits}]", "missing"),
                Arguments.of("no dataset", "jobs: [{model: mlp}]", "is missing"),
                Arguments.of("unknown model", "jobs: [{model: mpl, dataset: digits}]", "no model"),
                Arguments.of("unknown dataset", "jobs: [{model: mlp, dataset: digitz}]", "no dataset"),
                Arguments.of("out of range", batch("learningRate: 11"), "at most 10"),
                Arguments.of("negative epochs", batch("epochs: -3"), "must be 1 to"),
                Arguments.of("text for a number", batch("epochs: many"), "is \"many\""),
                Arguments.of("too many jobs", manyJobs, "10"),
                Arguments.of(
                        "a million jobs",
                        "dataset: digits\nsweeps: [{model: mlp, search: random, trials: 1000000,"
                                + " parameters: {learningRate: {min: 0.1, max: 1}}}]",
                        "10000"),
                Arguments.of(
                        "duplicate names",
                        "dataset: digits\njobs: [{name: a, model: mlp}, {name: a, model: mlp}]",
                        "is \"a\""),
                Arguments.of(
                        "a quorum of nobody knows how many", batch("") + "join: {when: quorum}\n", "how many jobs"),
                Arguments.of("nothing good", batch("") + "join: {when: first-good}\n", "no gate says what is good"),
                Arguments.of(
                        "the first good three",
                        batch("") + "gates: {finished: 3, minimum: {accuracy: 0.9}}\njoin: {when: first-good}\n",
                        "waits for the first good one"),
                Arguments.of("a join that is none", batch("") + "join: {when: some}\n", "some"),
                Arguments.of("no time", batch("") + "join: {within: 0s}\n", "no time at all"),
                Arguments.of("no number of seconds", batch("") + "join: {within: 0}\n", "above 0"),
                Arguments.of("more than any number", batch("") + "gates: {maximum: {loss: 1e400}}\n", "1e400"),
                Arguments.of("no unit of time", batch("") + "join: {within: 3 weeks}\n", "3 weeks"),
                Arguments.of(
                        "a way out of the roots",
                        "dataset: {path: ../../etc/passwd.csv, task: classification, target: y}\njobs: [{model: mlp}]",
                        "outside the folders"),
                Arguments.of(
                        "an address that is not allowed",
                        batch("") + "notify: https://example.com/hook\n",
                        "not allowed"),
                Arguments.of(
                        "data that is not there",
                        "dataset: {path: none.csv, task: classification, target: y}\njobs: [{model: mlp}]",
                        "none.csv"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isRefusedInARequest(String what, String batch, String message) throws IOException {
        assertRefused(batch, message);
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("empty", "", "empty"),
                Arguments.of("header only", "x,y\n", "no rows"),
                Arguments.of("ragged", "x,y\n1,a\n2\n", "1 field"),
                Arguments.of("no such target", "x,z\n1,a\n2,b\n", "no column 'y'"),
                Arguments.of("target missing in a row", "x,y\n1,a\n2,\n3,b\n", "y"),
                Arguments.of("one class", "x,y\n1,a\n2,a\n", "class"),
                Arguments.of("a column twice", "x,x,y\n1,1,a\n2,2,b\n", "x"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void isRefusedInATable(String what, String table, String message) throws IOException {
        data(table, StandardCharsets.UTF_8);

        assertRefused(batch(""), message);
    }

    @Test
    void aTargetThatIsNoNumberIsRefusedForARegression() throws IOException {
        data("x,y\n1,2.5\n2,NaN\n3,1\n4,2\n", StandardCharsets.UTF_8);

        assertRefused(batch("").replace("classification", "regression").replace("mlp", "linear-regression"), "y");
    }

    @Test
    void twoTargetsOfOneFileAreRefused() throws IOException {
        data("x,y,z\n" + "1,a,c\n2,b,d\n".repeat(20), StandardCharsets.UTF_8);

        assertRefused("""
                jobs:
                  - {model: mlp, dataset: {path: rows.csv, task: classification, target: y}}
                  - {model: mlp, name: other, dataset: {path: rows.csv, task: classification, target: z}}
                """, "learn y and z of one file");
    }

    @Test
    void bytesOfAnotherEncodingAreRefused() throws IOException {
        data("größe,y\n" + "1,ä\n2,b\n".repeat(20), StandardCharsets.ISO_8859_1);

        assertRefused(batch(""), "UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"'\uFEFF', '\n'", "'', '\r\n'"})
    void whatEditorsOfWindowsLeaveIsTaken(String start, String end) throws IOException {
        data(start + GOOD.replace("\n", end), StandardCharsets.UTF_8);

        assertThat(resolver.resolve(text(batch(""))).profiles()).hasSize(1);
    }

    @Test
    void everyProblemIsSaidAtOnce() throws IOException {
        InvalidInputException refused = refusal("""
                dataset: digitz
                colour: red
                jobs: [{model: mpl}, {model: mlp, parameters: {epochs: -1}}]
                """);

        assertThat(refused.problems()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void jobsThatAreNoListAreOneProblem() throws IOException {
        assertThat(refusal("dataset: digits\njobs: 7\n").problems())
                .extracting(Problem::message)
                .containsExactly("must be a list, but is 7");
    }

    @Test
    void howManyMoreThereAreIsSaidAfterThoseThatAreNamed() throws IOException {
        data("x,y\n" + "1,\u00e4\n".repeat(40), StandardCharsets.ISO_8859_1);

        List<Problem> problems = refusal(batch("")).problems();

        assertThat(problems.get(0).line()).isEqualTo(2);
        assertThat(problems.get(problems.size() - 1).message()).contains("more bytes that are not UTF-8");
    }

    private void assertRefused(String batch, String message) throws IOException {
        InvalidInputException refused = refusal(batch);

        assertThat(refused).as("it was refused").isNotNull();
        assertThat(refused.problems())
                .allSatisfy(problem -> assertThat(problem.fix()).isNotBlank())
                .allSatisfy(problem -> assertThat(problem.place()).isNotBlank())
                .extracting(Problem::message)
                .anySatisfy(said -> assertThat(said).contains(message));
    }

    private InvalidInputException refusal(String batch) throws IOException {
        BatchText text = text(batch);
        return catchThrowableOfType(InvalidInputException.class, () -> resolver.resolve(text));
    }

    private BatchText text(String batch) throws IOException {
        return BatchText.read(Files.writeString(folder.resolve("batch.yaml"), batch));
    }

    private void data(String table, Charset charset) throws IOException {
        Files.writeString(folder.resolve("rows.csv"), table, charset);
    }

    private static String batch(String parameters) {
        return """
                dataset: {path: rows.csv, task: classification, target: y}
                jobs: [{model: mlp, parameters: {%s}}]
                """.formatted(parameters);
    }
}
