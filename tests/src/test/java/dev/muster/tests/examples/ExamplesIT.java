package dev.muster.tests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Verdict;
import dev.muster.tests.house.Repository;
import dev.muster.validate.BatchText;
import dev.muster.validate.Resolver;
import dev.muster.validate.ValidateConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each example, and holds what the README says that it reaches. */
@Timeout(180)
class ExamplesIT {
    private static final Path FOLDER = Repository.ROOT.resolve("examples");
    private static final Pattern CLAIM =
            Pattern.compile("^\\| `([a-z-]+\\.yaml)` \\| (\\S+) \\| (\\S+) ([0-9.]+) \\|", Pattern.MULTILINE);
    /** Other processors round a little differently. */
    private static final double LEEWAY = 0.02;

    @TempDir
    static Path folder;

    private static Muster muster;

    @BeforeAll
    static void open() {
        ValidateConfig rules = ValidateConfig.of(List.of(Repository.ROOT));
        muster = Muster.open(MusterConfig.embedded(new Home(folder), rules), Clock.systemUTC())
                .work(null);
    }

    @AfterAll
    static void close() {
        muster.close();
    }

    static Stream<Arguments> claims() {
        return CLAIM.matcher(Repository.text("examples/README.md"))
                .results()
                .map(claim -> Arguments.of(
                        claim.group(1), claim.group(2), claim.group(3), Double.parseDouble(claim.group(4))));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void reachesWhatItIsSaidTo(String file, String model, String metric, double figure) {
        Verdict verdict = run(FOLDER.resolve(file));

        assertThat(verdict.state()).as("%s", verdict.gates()).isEqualTo(BatchState.PASSED);
        Verdict.Job best = verdict.jobs().stream()
                .filter(job -> job.id().equals(verdict.best()))
                .findFirst()
                .orElseThrow();
        double reached = best.metrics().get(metric);
        System.out.printf(Locale.ROOT, "%s: %s reaches %s %.4f%n", file, best.name(), metric, reached);
        assertThat(best.model()).startsWith(model);
        assertThat(reached).isBetween(figure * (1 - LEEWAY), figure * (1 + LEEWAY));
        assertThat(verdict.promoted()).isNotNull();
    }

    @Test
    void everyExampleIsInTheTable() {
        List<String> batches = Repository.files(FOLDER, ".yaml").stream()
                .filter(file -> Repository.text(file).contains("\nbatch:"))
                .filter(file -> !ofACluster(file))
                .map(file -> file.getFileName().toString())
                .toList();

        assertThat(claims().map(claim -> claim.get()[0])).containsExactlyInAnyOrderElementsOf(List.copyOf(batches));
    }

    private static boolean ofACluster(Path file) {
        return Repository.text(file).contains("needs a cluster");
    }

    static List<Path> ofClusters() {
        return Repository.files(FOLDER, ".yaml").stream()
                .filter(ExamplesIT::ofACluster)
                .toList();
    }

    /** What they reach is measured by hand; that they are right is seen here. */
    @ParameterizedTest
    @MethodSource("ofClusters")
    void examplesForAClusterNameProgramsThatThereAre(Path file) {
        ValidateConfig rules = new ValidateConfig(
                List.of(Repository.ROOT),
                AllowedHosts.NONE,
                RetryPolicy.DEFAULT,
                null,
                Repository.ROOT.resolve("programs"),
                null,
                null);

        var jobs = Resolver.open(rules).resolve(BatchText.read(file)).spec().jobs();

        assertThat(jobs).anyMatch(job -> job.algorithm().startsWith("program:"));
        assertThat(Repository.text("examples/README.md")).contains("`" + file.getFileName() + "`");
    }

    private static Verdict run(Path file) {
        var resolved = muster.resolver().resolve(BatchText.read(file));
        var answer = muster.validate()
                .accept(resolved, BatchId.derive("/tests/examples", file.toString()), "examples", "/tests/examples");
        muster.events().emit(answer.event());
        return muster.watch()
                .await(BatchId.derive("/tests/examples", file.toString()), Duration.ofMinutes(2))
                .orElseThrow();
    }
}
