package dev.muster.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.tests.crash.Witness.Side;
import dev.muster.tests.house.Repository;
import dev.muster.tests.proof.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of a function that anybody else can see — each statement, commit, event, call and answer — stands in
 * {@code steps.txt}, as a recorded run showed it; a step that is not there fails the first test. Before and after each,
 * the function is killed, another takes its place, and then: one verdict, each promise kept, and every event the same
 * however often it was told.
 */
@Timeout(120)
@EnabledIf(value = "asked", disabledReason = "./hack/run.sh proofs sample runs some of it")
class CrashPointsIT {
    private static final Path LIST =
            Repository.ROOT.resolve("tests/src/test/resources/dev/muster/tests/crash/steps.txt");
    private static final boolean RECORD = Boolean.getBoolean("muster.crash.record");
    /** What is written is what several rounds showed. */
    private static final int ROUNDS = RECORD ? 3 : 1;
    /**
     * Which points are tried: of each so many, the one with a remainder; those of the build are spread over the list.
     */
    private static final String POINTS = System.getProperty("muster.crash.points", "0/1");

    @TempDir
    static Path folder;

    private static Stage stage;
    private static final Map<String, Step> recorded = new LinkedHashMap<>();
    private static final Map<String, Integer> seen = new HashMap<>();
    private static int lives;
    private static int tried;
    private static Instant begun;

    static boolean asked() {
        return Proof.ALL || RECORD || System.getProperty("muster.crash.points") != null;
    }

    @BeforeAll
    static void recordALifeOfEachKind() throws Exception {
        stage = new Stage(folder);
        begun = Instant.now();
        for (int round = 0; round < ROUNDS; round++) {
            live();
            stage.witness.steps().forEach(step -> {
                recorded.putIfAbsent(step.deed(), step);
                seen.merge(step.deed(), 1, Integer::sum);
            });
        }
        if (RECORD) {
            Files.write(
                    LIST,
                    recorded.values().stream()
                            .map(step -> always(step) ? step : step.sometimes())
                            .map(Step::toString)
                            .toList());
        }
    }

    private static boolean always(Step step) {
        return step.life().equals(Step.START) || seen.get(step.deed()) == ROUNDS;
    }

    private static void live() {
        stage.witness.begin("woken");
        stage.wake();
        stage.settle();
        stage.witness.begin("trained");
        Life trained = calm();
        stage.witness.begin("again");
        stage.settle();
        trained.again();
        stage.settle();
        stage.witness.begin("lost");
        begin("silent", "good").end();
        stage.settle();
    }

    @AfterAll
    static void close() {
        if (tried > 0) {
            Proof.report(
                    "crash points",
                    listed().size() + " steps listed; died, was followed and checked at " + tried + " of the "
                            + 2 * listed().size() + " points before and after them; "
                            + Duration.between(begun, Instant.now()).toSeconds() + " s");
        }
        stage.close();
    }

    @Test
    void everyStepIsOnTheList() {
        assertThat(listed())
                .extracting(Step::deed)
                .as("steps; if they are meant: ./hack/run.sh proofs steps writes the list anew")
                .containsAll(recorded.keySet());
    }

    static Stream<Arguments> points() {
        List<Arguments> all = listed().stream()
                .filter(step -> !step.life().equals(Step.SOMETIMES))
                .flatMap(step -> Stream.of(Side.values()).map(side -> Arguments.of(side, step)))
                .toList();
        String[] points = POINTS.split("/", 2);
        int each = Integer.parseInt(points[1]);
        return IntStream.range(0, all.size())
                .filter(i -> i % each == Integer.parseInt(points[0]))
                .mapToObj(all::get);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("points")
    void aFunctionThatDiesThereChangesNothing(Side side, Step step) {
        tried++;
        Witness.Death death = new Witness.Death(step, side);
        Life life = live(step, () -> stage.witness.kill(death));
        boolean died = death.carriedOut();
        stage.role(step).revive();
        life.end();
        assertThat(died)
                .as("nobody took this step any more: ./hack/run.sh proofs steps writes the list anew")
                .isTrue();
    }

    /** Does what the step was first seen in; arms the death before. */
    private static Life live(Step step, Runnable arm) {
        switch (step.life()) {
            case Step.START -> stage.role(step).restart(arm);
            case "woken" -> {
                arm.run();
                stage.wake();
            }
            case "again" -> {
                Life life = calm();
                arm.run();
                life.again();
                return life;
            }
            case "lost" -> {
                arm.run();
                return begin("silent", "good");
            }
            default -> arm.run();
        }
        return begin("good", "flaky");
    }

    private static Life calm() {
        Life life = begin("good", "flaky");
        life.end();
        return life;
    }

    private static Life begin(String... jobs) {
        return Life.begin(stage, lives++, jobs);
    }

    private static List<Step> listed() {
        try {
            return Files.readAllLines(LIST).stream().map(Step::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
