package dev.muster.ledger.queue;

import static dev.muster.ledger.queue.Scene.teams;
import static dev.muster.ledger.queue.Scene.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final QueuePolicy USUAL = QueuePolicy.USUAL;

    @Test
    void withinATeamTheUrgentGoFirstThenTheOldestThenTheOrderOfTheRequest() {
        Scene scene =
                new Scene().batch("old", "a", 0, 2).batch("young", "a", 0, 1).batch("urgent", "a", 5, 2);

        assertThat(scene.names(USUAL, Holdings.NONE, 9))
                .containsExactly("urgent-0", "urgent-1", "old-0", "old-1", "young-0");
    }

    @Test
    void whoHasWaitedLongEnoughGoesBeforeTheUrgent() {
        Scene scene = new Scene()
                .batch("urgent", "a", 5, 1)
                .batch("nearly", "a", 0, 1, 0, Duration.ofMinutes(49), null)
                .batch("waited", "a", 0, 1, 0, Duration.ofMinutes(51), null);

        assertThat(scene.names(USUAL, Holdings.NONE, 9)).containsExactly("waited-0", "urgent-0", "nearly-0");
    }

    @Test
    void teamsTakeTurnsByWeightWhateverTheirPriorities() {
        Scene scene = new Scene().batch("many", "a", 900, 100).batch("few", "b", 0, 100);

        List<Candidate> chosen = scene.chosen(teams(Map.of("a", weighing(1), "b", weighing(3))), Holdings.NONE, 40);

        assertThat(byTeam(chosen)).isEqualTo(Map.of("a", 10L, "b", 30L));
    }

    @Test
    void whatATeamHasAlreadyCounts() {
        Scene scene = new Scene().batch("a", "a", 0, 10).batch("b", "b", 0, 10);
        Holdings holdings = new Holdings(Map.of("a", new Usage(4, 4, 0)), Map.of());

        assertThat(byTeam(scene.chosen(USUAL, holdings, 6))).isEqualTo(Map.of("a", 1L, "b", 5L));
    }

    @Test
    void theShareThatCountsIsThatOfTheScarcest() {
        // given: both want accelerators; a has all of them, b most of the jobs
        Scene scene = new Scene().batch("a", "a", 0, 10).batch("b", "b", 0, 10, 1, Duration.ZERO, null);
        Holdings holdings = new Holdings(Map.of("a", new Usage(2, 2, 2), "b", new Usage(8, 8, 0)), Map.of());

        assertThat(byTeam(scene.chosen(USUAL, holdings, 1))).isEqualTo(Map.of("b", 1L));
    }

    @Test
    void whoIsAloneWithAcceleratorsDoesNotPayForThem() {
        Scene scene =
                new Scene().batch("gpu", "a", 0, 20, 1, Duration.ZERO, null).batch("cpu", "b", 0, 20);

        assertThat(byTeam(scene.chosen(USUAL, Holdings.NONE, 20))).isEqualTo(Map.of("a", 10L, "b", 10L));
    }

    /** With a single place nothing runs when it is given out, so that the shares say nothing. */
    @Test
    void oneSinglePlaceGoesRoundByWeight() {
        QueuePolicy policy = teams(Map.of("a", weighing(1), "b", weighing(2)));
        Scene scene = new Scene().batch("flood", "a", 1000, 100).batch("b", "b", -1000, 100);
        Map<String, Double> served = new HashMap<>();
        List<Candidate> chosen = new ArrayList<>();

        for (int i = 0; i < 30; i++) {
            Candidate next =
                    scene.chosen(policy, new Holdings(Map.of(), served), 1).get(0);
            scene.remove(next);
            chosen.add(next);
            served.merge(next.batch().team(), 1.0, Double::sum);
        }

        assertThat(byTeam(chosen)).isEqualTo(Map.of("a", 10L, "b", 20L));
    }

    @Test
    void aQuotaIsNotExceededAndItsTeamDoesNotHoldOthersUp() {
        QueuePolicy policy = teams(Map.of("a", new Team(9, 2, null, null), "b", Team.USUAL));
        Scene scene = new Scene().batch("a", "a", 0, 10).batch("b", "b", 0, 10);

        assertThat(byTeam(scene.chosen(policy, Holdings.NONE, 20))).isEqualTo(Map.of("a", 2L, "b", 10L));
    }

    @Test
    void whereAcceleratorsAreUsedUpTheJobsWithoutThemGoOn() {
        QueuePolicy policy = teams(Map.of("a", new Team(1, null, null, 2)));
        Scene scene =
                new Scene().batch("gpu", "a", 9, 5, 1, Duration.ZERO, null).batch("cpu", "a", 0, 3);

        assertThat(scene.names(policy, Holdings.NONE, 20)).containsExactly("gpu-0", "gpu-1", "cpu-0", "cpu-1", "cpu-2");
    }

    @Test
    void aLargeJobIsNotOvertakenForEverBySmallOnes() {
        // given: three of four accelerators are in use, and the large job asks for two
        QueuePolicy policy = teams(Map.of("a", new Team(1, null, null, 4)));
        Scene scene = new Scene()
                .batch("large", "a", 0, 1, 2, Duration.ofMinutes(1), null)
                .batch("small", "a", 0, 5, 1, Duration.ZERO, null);
        Holdings three = new Holdings(Map.of("a", new Usage(3, 3, 3)), Map.of());

        assertThat(scene.names(policy, three, 9)).as("it holds them back").isEmpty();
        assertThat(scene.names(policy, new Holdings(Map.of("a", new Usage(2, 2, 2)), Map.of()), 9))
                .containsExactly("large-0");
    }

    @Test
    void aJobThatNoQuotaWouldEverHoldIsPassedOver() {
        QueuePolicy policy = teams(Map.of("a", new Team(1, null, null, 1)));
        Scene scene = new Scene()
                .batch("never", "a", 9, 1, 2, Duration.ZERO, null)
                .batch("small", "a", 0, 1, 1, Duration.ZERO, null);

        assertThat(scene.names(policy, Holdings.NONE, 9)).containsExactly("small-0");
    }

    @Test
    void aBatchRunsNoMoreThanItMayAndTheNextOneGoesOn() {
        Scene scene =
                new Scene().batch("limited", "a", 5, 9, 0, Duration.ZERO, 2).batch("other", "a", 0, 1);

        assertThat(scene.names(USUAL, Holdings.NONE, 9)).containsExactly("limited-0", "limited-1", "other-0");
    }

    @Test
    void aTeamThatIsNotListedCountsAsTheDefaultTeam() {
        QueuePolicy policy = teams(Map.of("default", new Team(1, 2, null, null)));
        Scene scene = new Scene().batch("a", "a", 0, 5).batch("b", "b", 0, 5).batch("c", "default", 0, 5);

        assertThat(scene.chosen(policy, Holdings.NONE, 20)).hasSize(2);
    }

    @Test
    void nothingIsGuessedAboutWhatWasNotLookedAt() {
        Scene scene = new Scene().batch("a", "a", 0, 10).batch("b", "b", 0, 10);
        Choice choice = new Choice(USUAL, Holdings.NONE, Scene.lanes(scene.waiting(), 3));

        List<Candidate> chosen = Scene.chosen(choice, 20);

        assertThat(choice.complete()).isFalse();
        assertThat(chosen).isEqualTo(scene.chosen(USUAL, Holdings.NONE, chosen.size()));
    }

    private static Map<String, Long> byTeam(List<Candidate> chosen) {
        return chosen.stream().collect(Collectors.groupingBy(it -> it.batch().team(), Collectors.counting()));
    }
}
