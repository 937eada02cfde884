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
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of a process that anybody else can see — each statement, commit, event, call and answer — stands in
 * {@code steps.txt}, as a recorded run showed it; a step that is not there fails the first test. Before and after each,
 * the process is killed, another takes its place, and then: the verdicts of a life without a death, each promise kept,
 * every event the same however often it was told, and the audit a chain.
 */
@Timeout(120)
@TestMethodOrder(OrderAnnotation.class)
@EnabledIf(value = "asked", disabledReason = "./hack/run.sh proofs sample runs some of it")
class CrashPointsIT {
    private static final Path LIST =
            Repository.ROOT.resolve("tests/src/test/resources/dev/muster/tests/crash/steps.txt");
    private static final boolean RECORD = Boolean.getBoolean("muster.crash.record");
    /** What is written is what several rounds showed. */
    private static final int ROUNDS = RECORD ? 3 : 1;
    /**
     * Which points are tried: {@code 10/21}, of each 21 the one with remainder 10; or {@code 120-160}, from one to the
     * other.
     */
    private static final String POINTS = System.getProperty("muster.crash.points", "0/1");

    @TempDir
    static Path folder;

    private static Stage stage;
    private static Plots plots;
    private static int tried;
    private static Instant begun;

    static boolean asked() {
        return Proof.ALL || RECORD || System.getProperty("muster.crash.points") != null;
    }

    @BeforeAll
    static void open() throws Exception {
        stage = new Stage(folder);
        plots = new Plots(stage);
        begun = Instant.now();
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

    /** Before anybody dies. */
    @Test
    @Order(1)
    @Timeout(300)
    void everyStepIsOnTheList() throws IOException {
        Recording recording = new Recording();
        for (int round = 0; round < ROUNDS; round++) {
            for (String plot : plots.names()) {
                plots.play(plot, () -> stage.witness.begin(plot));
                stage.witness.begin(Step.BEFORE);
            }
            recording.add(stage.witness.steps());
        }
        if (RECORD) {
            Files.write(LIST, recording.list().stream().map(Step::toString).toList());
        }
        assertThat(recording.beyond(listed()))
                .as("steps; if they are meant: ./hack/run.sh proofs steps writes the list anew")
                .isEmpty();
    }

    static Stream<Arguments> points() {
        List<Arguments> all = listed().stream()
                .filter(step -> !step.life().equals(Step.SOMETIMES))
                .flatMap(step -> Stream.of(Side.values()).map(side -> Arguments.of(side, step)))
                .toList();
        String[] points = POINTS.split("[/-]", 2);
        int first = Integer.parseInt(points[0]);
        int second = Integer.parseInt(points[1]);
        return IntStream.range(0, all.size())
                .filter(i -> POINTS.contains("-") ? first <= i && i <= second : i % second == first)
                .mapToObj(i -> Arguments.of(i, all.get(i).get()[0], all.get(i).get()[1]));
    }

    @Order(2)
    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("points")
    void aProcessThatDiesThereChangesNothing(int point, Side side, Step step) {
        tried++;
        Witness.Death death = new Witness.Death(step, side);
        Runnable arm = () -> stage.witness.kill(death);
        stage.ready();
        try {
            if (step.life().equals(Step.START)) {
                stage.role(step).restart(arm);
            } else {
                plots.play(step.life(), arm);
            }
            assertThat(death.carriedOut())
                    .as("nobody took this step any more: ./hack/run.sh proofs steps writes the list anew")
                    .isTrue();
        } finally {
            stage.witness.spare();
            stage.revive();
        }
        if (Set.of(Step.START, Plots.IDLE).contains(step.life())) {
            // Whoever died while there was nothing to do is followed all the same.
            plots.play(Plots.USUAL, () -> {});
        }
    }

    private static List<Step> listed() {
        try {
            return Files.readAllLines(LIST).stream().map(Step::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
