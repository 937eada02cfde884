package dev.muster.trainer;

import static dev.muster.trainer.Attempts.attempt;
import static dev.muster.trainer.Attempts.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Digest;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Outcome;
import dev.muster.trainer.Attempts.After;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several attempts at one job are alive at once; the one with the highest number is the one that counts. */
@Timeout(60)
class ZombieTest {
    private static final JobSpec JOB = Samples.job("mlp", Map.of("optimizer", "adam", "learningRate", 0.005));

    @TempDir
    Path folder;

    private Attempts at;

    @BeforeEach
    void open() {
        at = new Attempts(folder);
    }

    static Stream<JobSpec> jobs() {
        return Stream.of(
                JOB,
                Samples.trees(Map.of("patience", 3)),
                Samples.trees(Map.of("rounds", 90, "subsample", 1.0, "columnSample", 1.0)));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aZombieThatWritesFinishesAndClearsTouchesNothingOfItsSuccessor(JobSpec job) {
        try (Run zombie = at.run(job, 1)) {
            zombie.advance(new After(5));
            at.store.awaitWritten("attempt-1/checkpoints/");
            String last;
            try (Run second = at.run(job, 2)) {
                second.advance(new After(5));
                at.store.awaitWritten("attempt-2/checkpoints/");
                zombie.advance(new After(3));
                second.stop();
                Map<String, String> before = contents(2);
                last = name(at.checkpoints(2).get(before.size() - 1));

                Attempts.finish(zombie);

                assertThat(contents(2)).isEqualTo(before);
                assertThat(at.checkpoints(1)).isEmpty();
                assertThat(Attempts.finish(second).model()).isEqualTo(at.undisturbed(job));
            }
            assertThat(at.store.written()).anyMatch(path -> path.endsWith("attempt-2/checkpoints/" + last));
        }
    }

    @Test
    void anAttemptKilledBesideAZombieGoesOnFromItsOwnLastCheckpoint() {
        try (Run zombie = at.run(JOB, 1)) {
            zombie.advance(new After(5));
            at.store.awaitWritten("attempt-1/checkpoints/");
            String last = at.stop(JOB, 2, 9);
            Attempts.finish(zombie);

            String taken = at.stop(JOB, 3, 1_000);
            assertThat(at.store.written().stream()
                            .filter(path -> path.contains("attempt-3/checkpoints/"))
                            .map(Attempts::name))
                    .as("what the third attempt writes")
                    .allMatch(name -> name.compareTo(name(last)) > 0)
                    .contains(name(taken));
            assertThat(at.finish(JOB, 4).model()).isEqualTo(at.undisturbed(JOB));
        }
    }

    @Test
    void eachAttemptKeepsTwoOfItsOwnAndDeletesNoOthersUntilItHasAResult() {
        at.stop(JOB, 1, 4);
        List<String> first = at.checkpoints(1);
        // Each end is a checkpoint that is written for certain; of those on the way only the newest may be.
        at.stop(JOB, 2, 5);
        at.stop(JOB, 2, 6);
        at.stop(JOB, 2, 6);

        assertThat(at.checkpoints(1)).isEqualTo(first);
        assertThat(at.checkpoints(2)).hasSize(2);
        at.finish(JOB, 3);
        assertThat(at.store.list(attempt(1).jobPath()))
                .containsExactly(
                        attempt(3).path() + "/manifest.json", attempt(3).path() + "/model");
    }

    @Test
    void checkpointsInTheMiddleOfOneEpochAreInOrderToo() {
        at.stop(JOB, 1, 2);
        String further = at.stop(JOB, 2, 3);
        assertThat(name(further)).isEqualTo("epoch-0000-000005");

        try (Run third = at.run(JOB, 3)) {
            third.stop();
        }

        String again = at.checkpoints(3).get(0);
        assertThat(name(again)).isEqualTo(name(further));
        assertThat(at.store.get(again))
                .hasValueSatisfying(bytes -> assertThat(at.store.get(further)).contains(bytes));
    }

    @Test
    void aTornCheckpointIsSkippedForAnEarlierAttempts() {
        String first = at.stop(JOB, 1, 9);
        at.stop(JOB, 2, 5);
        at.checkpoints(2).forEach(this::tear);

        try (Run third = at.run(JOB, 3)) {
            third.stop();
            assertThat(third.notes().subList(0, third.notes().size() - 1))
                    .isNotEmpty()
                    .allMatch(note -> note.contains("attempt-2/checkpoints"));
        }

        assertThat(at.checkpoints(3)).extracting(Attempts::name).containsExactly(name(first));
        assertThat(at.finish(JOB, 4).model()).isEqualTo(at.undisturbed(JOB));
    }

    @Test
    void aLaterAttemptsCheckpointsAreNotForAnEarlierOne() {
        at.stop(JOB, 1, 3);
        at.stop(JOB, 2, 20);

        assertThat(name(at.stop(JOB, 1, 1))).isEqualTo("epoch-0000-000004");
    }

    @Test
    void aZombiesResultIsNotThatOfAnAttemptUnderWay() {
        try (Run zombie = at.run(JOB, 1);
                Run second = at.run(JOB, 2)) {
            second.advance(new After(5));
            Attempts.finish(zombie);

            Outcome.Succeeded outcome = Attempts.finish(second);

            assertThat(outcome.manifest()).isEqualTo(Manifest.path(attempt(2)));
            assertThat(Run.finished(attempt(2), at.store)).contains(outcome);
            assertThat(Run.finished(attempt(3), at.store)).contains(outcome);
        }
    }

    @Test
    void aZombiesResultSparesTheNextAttemptATraining() {
        Outcome.Succeeded late;
        try (Run zombie = at.run(JOB, 1)) {
            at.stop(JOB, 2, 5);
            late = Attempts.finish(zombie);
        }
        assertThat(at.checkpoints(2)).isNotEmpty();

        assertThat(Run.finished(attempt(3), at.store)).contains(late);

        assertThat(at.checkpoints(2)).as("nobody needs them any more").isEmpty();
    }

    @Test
    void aZombieThatOutlivesTheResultChangesNothingThatCounts() {
        try (Run zombie = at.run(JOB, 1)) {
            zombie.advance(new After(3));
            at.finish(JOB, 2);
            byte[] manifest = at.store.get(Manifest.path(attempt(2))).orElseThrow();

            Attempts.finish(zombie);

            assertThat(at.store.get(Manifest.path(attempt(2)))).contains(manifest);
        }
    }

    @Test
    void theSameAttemptTwiceAtOnceHasOneResult() {
        try (Run one = at.run(JOB, 1);
                Run other = at.run(JOB, 1)) {
            one.advance(new After(11));
            other.advance(new After(6));
            one.advance(new After(8));
            Outcome.Succeeded first = Attempts.finish(one);

            Outcome.Succeeded second = Attempts.finish(other);

            assertThat(second).isEqualTo(first);
            assertThat(first.model()).isEqualTo(at.undisturbed(JOB));
            assertThat(at.checkpoints(1)).isEmpty();
        }
    }

    private Map<String, String> contents(int attempt) {
        Map<String, String> contents = new TreeMap<>();
        at.checkpoints(attempt)
                .forEach(path -> contents.put(path, Digest.of(at.store.get(path).orElseThrow())));
        return contents;
    }

    private void tear(String path) {
        byte[] bytes = at.store.get(path).orElseThrow();
        at.store.put(path, Arrays.copyOf(bytes, bytes.length / 2));
    }
}
