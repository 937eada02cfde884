package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Resources;
import dev.muster.trainer.ray.Plan.Step;
import dev.muster.trainer.ray.Staffing.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two nodes of two cores each; the head has an accelerator too. */
class PlanTest {
    private static final String HEAD = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";
    private static final List<Map<String, Double>> NODES = List.of(
            Map.of("CPU", 2.0, "GPU", 1.0, "memory", 8e9, Claim.HEAD, 1.0, "node:" + HEAD, 1.0),
            Map.of("CPU", 2.0, "memory", 8e9, "node:" + OTHER, 1.0));
    private static final Resources TWO = new Resources(2, 0, 0);
    private static final Resources GPU = new Resources(1, 1, 0);

    private static final Worker IDLE_HERE = new Worker(HEAD, false, false);
    private static final Worker IDLE_THERE = new Worker(OTHER, false, false);
    private static final Worker BUSY_HERE = new Worker(HEAD, true, false);
    private static final Worker BUSY_THERE = new Worker(OTHER, true, false);

    private static Staffing pool(int waiting, Worker... workers) {
        return new Staffing(Resources.ONE_CPU, waiting, List.of(workers));
    }

    private static List<Step> plan(List<Claim> claims, Staffing... pools) {
        return new Plan(List.of(pools), NODES, claims).steps();
    }

    private static Map<String, Integer> leaving(List<Claim> claims, Staffing pool) {
        return plan(claims, pool).get(0).leave();
    }

    private static Claim onHead(Resources resources) {
        return new Claim(resources, true);
    }

    private static Claim anywhere(Resources resources) {
        return new Claim(resources, false);
    }

    @Test
    void idleTrainersOnTheHeadLeaveForAProgramThereAndThoseElsewhereStay() {
        Staffing pool = pool(0, IDLE_THERE, IDLE_THERE, IDLE_HERE, IDLE_HERE);

        assertThat(leaving(List.of(), pool)).isEmpty();
        assertThat(leaving(List.of(onHead(Resources.ONE_CPU)), pool)).isEqualTo(Map.of(HEAD, 1));
        assertThat(leaving(List.of(onHead(TWO)), pool)).isEqualTo(Map.of(HEAD, 2));
    }

    @Test
    void whereThereIsRoomNobodyLeaves() {
        assertThat(leaving(List.of(onHead(Resources.ONE_CPU)), pool(0, IDLE_HERE, IDLE_THERE)))
                .isEmpty();
        assertThat(leaving(List.of(anywhere(TWO)), pool(0, IDLE_HERE, IDLE_HERE)))
                .isEmpty();
    }

    @Test
    void forProgramsThatSpreadTheIdleOnesLeaveFirstWhereverTheyAre() {
        Staffing busy = pool(3, BUSY_HERE, BUSY_THERE);
        Staffing idle = pool(0, IDLE_THERE, IDLE_HERE);

        assertThat(plan(List.of(anywhere(TWO)), busy, idle))
                .extracting(Step::leave)
                .containsExactly(Map.of(), Map.of(Board.ANYWHERE, 2));
        assertThat(plan(List.of(anywhere(TWO), anywhere(Resources.ONE_CPU)), busy, idle))
                .extracting(Step::leave)
                .containsExactly(Map.of(Board.ANYWHERE, 1), Map.of(Board.ANYWHERE, 2));
    }

    /** Whoever of them is done first: that is no busy one's fault. */
    @Test
    void busyOnesLeaveWhenNoneIsIdleAndNoneComesInTheirPlace() {
        Staffing pool = pool(100, BUSY_HERE, BUSY_HERE, BUSY_THERE);

        List<Step> steps = plan(List.of(onHead(TWO)), pool);

        assertThat(steps).containsExactly(new Step(0, Map.of(HEAD, 2)));
    }

    @Test
    void whoIsLeavingIsNotSentForAgainAndItsRoomIsNotGivenAway() {
        Worker gone = new Worker(HEAD, false, true);

        assertThat(plan(List.of(onHead(TWO)), pool(9, gone, gone, BUSY_THERE, BUSY_THERE)))
                .containsExactly(new Step(0, Map.of()));
    }

    @Test
    void whatIsClaimedIsNotGivenToTrainers() {
        assertThat(plan(List.of(onHead(Resources.ONE_CPU)), pool(9))).containsExactly(new Step(3, Map.of()));
        assertThat(plan(List.of(), pool(9))).containsExactly(new Step(4, Map.of()));
    }

    @Test
    void forAnAcceleratorOnlyThoseLeaveThatHoldOne() {
        Staffing with = new Staffing(GPU, 0, List.of(IDLE_HERE));

        assertThat(plan(List.of(onHead(GPU)), pool(0, IDLE_HERE, IDLE_THERE), with))
                .extracting(Step::leave)
                .containsExactly(Map.of(), Map.of(HEAD, 1));
    }

    @Test
    void forMemoryOnlyThoseLeaveThatHoldSome() {
        Staffing large = new Staffing(new Resources(1, 0, 6_000_000_000L), 0, List.of(IDLE_HERE));
        Claim claim = onHead(new Resources(1, 0, 4_000_000_000L));

        assertThat(plan(List.of(claim), pool(0, IDLE_THERE), large))
                .extracting(Step::leave)
                .containsExactly(Map.of(), Map.of(HEAD, 1));
    }

    @Test
    void aPoolWithoutTrainersGetsThePlaceOfAnothers() {
        Staffing large = new Staffing(TWO, 1, List.of());

        assertThat(plan(List.of(), pool(5, BUSY_HERE, BUSY_HERE, BUSY_THERE, BUSY_THERE), large))
                .extracting(Step::leave)
                .containsExactly(Map.of(Board.ANYWHERE, 2), Map.of());
    }

    @Test
    void aPoolThatHasOneGetsNoMoreThanTheIdleOnesOfOthers() {
        Staffing other = new Staffing(GPU, 4, List.of(BUSY_HERE));
        Staffing busy = pool(5, BUSY_HERE, BUSY_THERE, BUSY_THERE);

        assertThat(plan(List.of(), busy, other)).extracting(Step::leave).containsExactly(Map.of(), Map.of());
    }

    @Test
    void aPoolIsHungryWhileItsAttemptsWaitAndNoneIsInHand() {
        assertThat(pool(1).hungry()).isTrue();
        assertThat(pool(1, IDLE_HERE).hungry()).isTrue();
        assertThat(pool(1, BUSY_HERE).hungry()).isFalse();
        assertThat(pool(0, IDLE_HERE).hungry()).isFalse();
    }
}
