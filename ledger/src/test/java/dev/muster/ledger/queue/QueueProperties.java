package dev.muster.ledger.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever waits.
 *
 * <p>Each was seen to fail: on quotas that are looked at before the job is added; on the share of the team with the
 * most; on the least urgent first; on lanes taken in the order in which they come; on a priority that does not grow.
 */
class QueueProperties {
    @Provide
    Arbitrary<Waits> waits() {
        return Waits.any();
    }

    @Property
    void noQuotaAndNoLimitIsExceeded(@ForAll("waits") Waits waits, @ForAll @IntRange(max = 60) int places) {
        List<Candidate> chosen = waits.scene().chosen(waits.policy(), Holdings.NONE, places);

        assertThat(chosen).hasSizeLessThanOrEqualTo(places).doesNotHaveDuplicates();
        Scene.usage(waits.policy(), chosen)
                .forEach((team, used) -> assertThat(waits.policy().team(team).excess(used))
                        .as(team)
                        .isEqualTo(Usage.NONE));
        chosen.stream()
                .filter(it -> it.batch().room() != null)
                .collect(Collectors.groupingBy(Candidate::batch, Collectors.counting()))
                .forEach((batch, jobs) -> assertThat(jobs).isLessThanOrEqualTo(batch.room()));
    }

    /** Whoever still waits has, by weight, at most one job less than any other. */
    @Property
    void teamsThatWaitHaveTheirFairShareWithinOneJob(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 1, max = 7) Integer> weights,
            @ForAll @IntRange(min = 1, max = 60) int places) {
        Map<String, Team> teams = new HashMap<>();
        Scene scene = new Scene();
        for (int weight : weights) {
            String name = "t" + teams.size();
            teams.put(name, Scene.weighing(weight));
            scene.batch(name, name, 100 * weight, 61);
        }

        List<Candidate> chosen = scene.chosen(Scene.teams(teams), Holdings.NONE, places);

        Map<String, Long> had =
                chosen.stream().collect(Collectors.groupingBy(it -> it.batch().team(), Collectors.counting()));
        teams.forEach((ahead, a) ->
                teams.forEach((behind, b) -> assertThat((had.getOrDefault(ahead, 0L) - 1) / a.weight())
                        .as("%s with %s", ahead, had)
                        .isLessThanOrEqualTo(had.getOrDefault(behind, 0L) / b.weight() + 1e-9)));
    }

    @Property
    void withinATeamNobodyIsOvertakenByLessUrgentOnesOfItsKind(
            @ForAll("waits") Waits waits, @ForAll @IntRange(max = 60) int places) {
        List<Candidate> chosen = waits.scene().chosen(waits.policy(), Holdings.NONE, places);

        List<Candidate> left = new ArrayList<>(waits.scene().waiting());
        left.removeAll(chosen);
        for (Candidate before : chosen) {
            assertThat(left)
                    .filteredOn(it -> it.batch().team().equals(before.batch().team()))
                    .filteredOn(
                            it -> it.asks().equals(before.asks()) && it.batch().room() == null)
                    .noneMatch(it -> Candidate.urgency(waits.policy()).compare(it, before) < 0);
        }
    }

    @Property
    void equalQuestionsGetEqualAnswers(
            @ForAll("waits") Waits waits, @ForAll @IntRange(max = 60) int places, @ForAll Random random) {
        List<Lane> lanes = new ArrayList<>(waits.scene().lanes());
        Collections.shuffle(lanes, random);

        assertThat(Scene.chosen(new Choice(waits.policy(), Holdings.NONE, lanes), places))
                .isEqualTo(waits.scene().chosen(waits.policy(), Holdings.NONE, places));
    }

    /** As the ledger does it: a few heads at a time, and again with what is left. */
    @Property
    void lookingAtFewHeadsAtATimeChangesNothing(
            @ForAll("waits") Waits waits, @ForAll @IntRange(min = 1, max = 9) int depth) {
        List<Candidate> left = new ArrayList<>(waits.scene().waiting());
        List<Candidate> all = new ArrayList<>();
        boolean complete = false;
        while (!complete) {
            Holdings holdings = new Holdings(Scene.usage(waits.policy(), all), starts(waits.policy(), all));
            Choice choice = new Choice(waits.policy(), holdings, Scene.lanes(roomy(waits, left, all), depth));
            List<Candidate> some = Scene.chosen(choice, 1_000).stream()
                    .map(it -> left.stream()
                            .filter(e -> e.job().equals(it.job()))
                            .findFirst()
                            .orElseThrow())
                    .toList();
            complete = choice.complete();
            assertThat(complete || !some.isEmpty()).as("it goes on").isTrue();
            left.removeAll(some);
            all.addAll(some);
        }

        assertThat(all).isEqualTo(waits.scene().chosen(waits.policy(), Holdings.NONE, 1_000));
    }

    /** One place, one team, and always somebody more urgent who has just come: the first one still gets its turn. */
    @Property(tries = 50)
    void nothingStarves(@ForAll @IntRange(min = 1, max = 12) int higher, @ForAll @IntRange(max = 3) int others) {
        QueuePolicy policy = QueuePolicy.USUAL;
        Scene scene = new Scene().batch("patient", "a", 0, 1);
        Duration tick = Duration.ofMinutes(1);
        int bound = (int) (policy.ageing().multipliedBy(higher).dividedBy(tick) + 1) * (1 + others);
        boolean started = false;
        Map<String, Double> served = new HashMap<>();
        for (int now = 0; now <= bound && !started; now++) {
            scene.batch("urgent-" + now, "a", higher, 1, 0, tick.multipliedBy(-now), null);
            for (int team = 0; team < others; team++) {
                scene.batch("t" + team + "-" + now, "t" + team, higher, 1, 0, tick.multipliedBy(-now), null);
            }
            Candidate next =
                    scene.chosen(policy, new Holdings(Map.of(), served), 1).get(0);
            scene.remove(next);
            served.merge(next.batch().team(), 1.0, Double::sum);
            started = next.batch().id().equals("patient");
        }

        assertThat(started).isTrue();
    }

    private static Map<String, Double> starts(QueuePolicy policy, List<Candidate> all) {
        Map<String, Double> starts = new HashMap<>();
        all.forEach(it -> starts.merge(policy.account(it.batch().team()), 1.0, Double::sum));
        return starts;
    }

    /** What is left, with the room that batches have by now; those with none are not offered. */
    private static List<Candidate> roomy(Waits waits, List<Candidate> left, List<Candidate> taken) {
        return left.stream()
                .map(it -> {
                    Candidate.Batch batch = it.batch();
                    Integer room = batch.room();
                    long had = taken.stream()
                            .filter(before -> before.batch().equals(batch))
                            .count();
                    return new Candidate(
                            it.job(),
                            new Candidate.Batch(
                                    batch.id(),
                                    batch.team(),
                                    batch.priority(),
                                    batch.since(),
                                    batch.number(),
                                    room == null ? null : Integer.valueOf((int) (room - had))),
                            it.ordinal(),
                            it.asks());
                })
                .filter(it -> it.batch().room() == null || it.batch().room() > 0)
                .filter(it -> waits.policy()
                        .team(waits.policy().account(it.batch().team()))
                        .excess(it.asks())
                        .equals(Usage.NONE))
                .toList();
    }
}
