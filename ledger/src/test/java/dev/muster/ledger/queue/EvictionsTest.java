package dev.muster.ledger.queue;

import static dev.muster.ledger.queue.Scene.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvictionsTest {
    private static final QueuePolicy POLICY = Scene.preempting(Map.of());
    private static final BatchId BATCH = BatchId.derive("/test", "b");

    @Test
    void theLowestPriorityAndOfThoseTheLatestStartedMakesRoom() {
        List<Occupant> running = running(new Scene().batch("middle", "a", 3, 1).batch("low", "a", 0, 3));

        List<Eviction> evictions = evict(POLICY, new Scene().batch("urgent", "a", 20, 1), running, 0);

        assertThat(evictions).extracting(it -> it.waiting().job()).containsExactly("urgent-0");
        assertThat(evictions).extracting(Eviction::victim).containsExactly(running.get(3));
    }

    @Test
    void nobodyMakesRoomWhereThereIsSomeOrForOneThatIsHardlyMoreUrgent() {
        List<Occupant> running = running(new Scene().batch("low", "a", 0, 3));

        assertThat(evict(POLICY, new Scene().batch("urgent", "a", 20, 2), running, 2))
                .isEmpty();
        assertThat(evict(POLICY, new Scene().batch("urgent", "a", 20, 3), running, 2))
                .hasSize(1);
        assertThat(evict(POLICY, new Scene().batch("higher", "a", 9, 1), running, 0))
                .isEmpty();
    }

    @Test
    void whatHasWaitedForLongStopsNothingThatIsAsUrgentAsItself() {
        List<Occupant> running = running(new Scene().batch("low", "a", 0, 1));
        Scene old = new Scene().batch("old", "a", 0, 1, 0, Duration.ofDays(9), null);

        assertThat(evict(POLICY, old, running, 0)).isEmpty();
    }

    @Test
    void whatWouldGoFirstAgainIsNotStopped() {
        // given: low has waited for so long that it goes before the urgent one
        List<Occupant> running = running(new Scene().batch("low", "a", 0, 1, 0, Duration.ofDays(9), null));

        assertThat(evict(POLICY, new Scene().batch("urgent", "a", 20, 1), running, 0))
                .isEmpty();
    }

    /** Waiting has made up for all but five points of the twenty. */
    @Test
    void whatHasWaitedForLongIsHardlyLessUrgentAndGoesOn() {
        List<Occupant> running = running(new Scene().batch("low", "a", 0, 1, 0, Duration.ofMinutes(150), null));

        assertThat(evict(POLICY, new Scene().batch("urgent", "a", 20, 1), running, 0))
                .isEmpty();
    }

    @Test
    void aJobIsNotStoppedOverAndOver() {
        Occupant often = running(new Scene().batch("low", "a", 0, 1)).get(0);
        Occupant stopped = new Occupant(often.attempt(), often.batch(), often.asks(), often.started(), 3);

        assertThat(evict(POLICY, new Scene().batch("urgent", "a", 20, 1), List.of(stopped), 0))
                .isEmpty();
    }

    @Test
    void aTeamMakesRoomForAnotherOnlyWhileItHasMore() {
        Scene urgent = new Scene().batch("urgent", "b", 20, 9);

        List<Eviction> evictions = evict(POLICY, urgent, running(new Scene().batch("low", "a", 0, 4)), 0);

        assertThat(evictions).as("from four and none to two and two").hasSize(2);
    }

    @Test
    void aTeamThatHasItsQuotaMakesRoomForItselfOnly() {
        QueuePolicy policy = Scene.preempting(Map.of("a", new Team(1, 1, null, null), "b", Team.USUAL));
        List<Occupant> running = running(new Scene().batch("mine", "a", 0, 1).batch("other", "b", 0, 3));

        List<Eviction> evictions = evict(policy, new Scene().batch("urgent", "a", 20, 2), running, 5);

        assertThat(evictions).extracting(it -> it.victim().batch().id()).containsExactly("mine");
    }

    @Test
    void aJobThatNeedsAnAcceleratorIsGivenOneAndNothingElseStops() {
        List<Occupant> running = running(
                new Scene().batch("gpu", "a", 0, 1, 1, Duration.ZERO, null).batch("cpu", "a", 0, 3));
        Scene urgent = new Scene().batch("urgent", "a", 20, 1, 1, Duration.ZERO, null);

        assertThat(evict(POLICY, urgent, running, 0))
                .extracting(it -> it.victim().batch().id())
                .containsExactly("gpu");
    }

    @Provide
    Arbitrary<Waits> waits() {
        return Waits.any();
    }

    /**
     * Plays on until nobody makes room any more: what is stopped waits again, and what it was stopped for starts. Seen
     * to fail on victims of other teams whatever they have, and on priorities compared without what waiting added.
     */
    @Property
    void whateverMakesRoomIsReplacedByWhatItMadeRoomForAndThatEnds(
            @ForAll("waits") Waits first, @ForAll("waits") Waits then, @ForAll @IntRange(min = 1, max = 8) int places) {
        QueuePolicy policy = first.policy();
        Scene waiting = new Scene();
        first.scene().waiting().forEach(waiting::add);
        List<Candidate> running = new ArrayList<>(waiting.chosen(policy, Holdings.NONE, places));
        running.forEach(waiting::remove);
        then.scene().waiting().forEach(it -> waiting.add(renamed(it)));
        Map<Candidate, Integer> times = new HashMap<>();
        int rounds = 0;

        List<Eviction> evictions = evict(policy, waiting, occupants(running, times), places - running.size());
        for (; !evictions.isEmpty(); rounds++) {
            List<Candidate> stopped = evictions.stream()
                    .map(it -> find(running, it.victim()))
                    .distinct()
                    .toList();
            assertThat(stopped).as("each once").hasSameSizeAs(evictions);
            running.removeAll(stopped);
            stopped.forEach(it -> times.merge(it, 1, Integer::sum));
            stopped.forEach(waiting::add);
            Holdings holdings = new Holdings(Scene.usage(policy, running), Map.of());
            Set<Candidate> meant = evictions.stream().map(Eviction::waiting).collect(Collectors.toSet());
            // A job that needs the room of several takes the places of all of them.
            int free = places - running.size() - evictions.size() + meant.size();
            List<Candidate> started = waiting.chosen(policy, holdings, free);
            assertThat(started).containsAll(meant);
            assertThat(started).doesNotContainAnyElementsOf(stopped);
            running.addAll(started);
            started.forEach(waiting::remove);
            evictions = evict(policy, waiting, occupants(running, times), places - running.size());
        }

        assertThat(rounds).isLessThanOrEqualTo(3 * 200);
    }

    private static Candidate renamed(Candidate it) {
        Candidate.Batch batch = it.batch();
        Candidate.Batch other = new Candidate.Batch(
                "then-" + batch.id(), batch.team(), batch.priority() + 15, batch.since(), 100 + batch.number(), null);
        return new Candidate("then-" + it.job(), other, it.ordinal(), it.asks());
    }

    private static Candidate find(List<Candidate> running, Occupant victim) {
        return running.stream()
                .filter(it ->
                        JobId.derive(BATCH, it.job()).equals(victim.attempt().job()))
                .findFirst()
                .orElseThrow();
    }

    private static List<Eviction> evict(QueuePolicy policy, Scene waiting, List<Occupant> running, int free) {
        Map<String, Usage> used = new HashMap<>();
        running.forEach(it -> used.merge(policy.account(it.batch().team()), it.asks(), Usage::plus));
        return Evictions.of(policy, new Holdings(used, Map.of()), waiting.lanes(), running, free);
    }

    /** Those of a scene, each started a second after the one before. */
    private static List<Occupant> running(Scene scene) {
        return occupants(scene.waiting(), Map.of());
    }

    private static List<Occupant> occupants(Collection<Candidate> running, Map<Candidate, Integer> times) {
        List<Occupant> occupants = new ArrayList<>();
        running.forEach(it -> occupants.add(new Occupant(
                new Attempt(BATCH, JobId.derive(BATCH, it.job()), 1),
                it.batch(),
                it.asks(),
                START.plusSeconds(occupants.size()),
                times.getOrDefault(it, 0))));
        return occupants;
    }
}
