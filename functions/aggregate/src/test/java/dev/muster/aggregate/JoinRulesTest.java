package dev.muster.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Absence;
import dev.muster.contract.BatchState;
import dev.muster.contract.Coverage;
import dev.muster.contract.Fate;
import dev.muster.contract.Gates;
import dev.muster.contract.Gates.Threshold;
import dev.muster.contract.JobState;
import dev.muster.contract.JoinPolicy;
import dev.muster.contract.JoinPolicy.When;
import dev.muster.contract.Metric;
import dev.muster.contract.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JoinRulesTest {
    private static final JoinPolicy QUORUM = new JoinPolicy(When.QUORUM, null);
    private static final JoinPolicy FIRST_GOOD = new JoinPolicy(When.FIRST_GOOD, null);
    private static final JoinPolicy HALF_AN_HOUR = new JoinPolicy(When.ALL, Duration.ofMinutes(30));
    private static final Gates TWO = finished(2);
    private static final Gates GOOD =
            new Gates(null, List.of(new Threshold(Metric.ACCURACY, 0.9)), Set.of(Gates.Baseline.MAJORITY), null);

    @Test
    void aBatchThatWaitsForAllWaitsForTheLast() {
        assertWaits(sample().succeeded("a", "accuracy", 0.9).running("b"));
        assertWaits(sample().succeeded("a", "accuracy", 0.9).queued("b"));
        assertThat(sample().succeeded("a", "accuracy", 0.9)
                        .failed("b", "it broke")
                        .judged())
                .extracting(Verdict::coverage)
                .isEqualTo(Coverage.whole(2));
    }

    @Test
    void aQuorumIsEnoughAndTheOthersAreCancelled() {
        Verdict verdict = sample().policy(QUORUM)
                .gates(TWO)
                .succeeded("a", "accuracy", 0.8)
                .running("b")
                .succeeded("c", "accuracy", 0.9)
                .queued("d")
                .promoteAs("digits")
                .judged();

        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.best()).isEqualTo(Joined.id("c"));
        assertThat(verdict.promoted()).isNotNull();
        assertThat(verdict.jobs())
                .extracting(Verdict.Job::state)
                .containsExactly(JobState.SUCCEEDED, JobState.CANCELLED, JobState.SUCCEEDED, JobState.CANCELLED);
        assertThat(verdict.coverage())
                .isEqualTo(new Coverage(
                        2,
                        4,
                        "2 have succeeded, and the quorum is 2",
                        List.of(
                                absent("b", Fate.UNNEEDED, "attempt 1 was running"),
                                absent("d", Fate.UNNEEDED, "it had not begun"))));
        assertThat(verdict.gates())
                .containsExactly(new Verdict.Gate("at least 2 of 4 jobs succeed", true, "2 of 4 succeeded"));
    }

    @Test
    void fewerThanTheQuorumWaitAsLongAsItCanBeReached() {
        Joined joined = sample().policy(QUORUM)
                .gates(TWO)
                .succeeded("a", "accuracy", 0.8)
                .failed("b", "it broke");
        assertWaits(joined.running("c"));
    }

    @Test
    void aQuorumThatCannotBeReachedFailsTheBatchAtOnce() {
        Verdict verdict = sample().policy(QUORUM)
                .gates(finished(3))
                .failed("a", "it broke")
                .failed("b", "it broke")
                .succeeded("c", "accuracy", 0.8)
                .running("d")
                .judged();

        assertThat(verdict.state()).isEqualTo(BatchState.FAILED);
        assertThat(verdict.coverage().why()).isEqualTo("only 2 can still succeed, and the quorum is 3");
        assertThat(verdict.gates().get(0).detail())
                .isEqualTo("1 of 4 succeeded, short by 2: a (it broke), b (it broke), d (unneeded)");
    }

    @Test
    void theFirstGoodModelIsEnough() {
        Joined waiting = sample().policy(FIRST_GOOD)
                .gates(GOOD)
                .succeeded("a", "accuracy", 0.89)
                .running("b");
        assertWaits(waiting);

        Verdict verdict = waiting.succeeded("c", "accuracy", 0.9).judged();

        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.best()).isEqualTo(Joined.id("c"));
        assertThat(verdict.coverage().why()).isEqualTo("c is good enough");
        assertThat(verdict.gates())
                .extracting(Verdict.Gate::name)
                .containsExactly("accuracy >= 0.9", "better than a constant answer");
    }

    @Test
    void aModelThatIsBetterButNotGoodIsNotTheFirstGoodOne() {
        Gates gates = new Gates(Metric.ACCURACY, List.of(new Threshold(Metric.F1, 0.8)), Set.of(), null);

        Verdict verdict = sample().policy(FIRST_GOOD)
                .gates(gates)
                .succeeded("accurate", Map.of("accuracy", 0.99, "f1", 0.5))
                .succeeded("good", Map.of("accuracy", 0.95, "f1", 0.8))
                .running("other")
                .judged();

        assertThat(verdict.best()).isEqualTo(Joined.id("good"));
        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
    }

    @Test
    void whenNoneIsGoodTheBestIsHeldAgainstTheGates() {
        Verdict verdict = sample().policy(FIRST_GOOD)
                .gates(GOOD)
                .succeeded("a", "accuracy", 0.5)
                .succeeded("b", "accuracy", 0.7)
                .judged();

        assertThat(verdict.state()).isEqualTo(BatchState.FAILED);
        assertThat(verdict.best()).isEqualTo(Joined.id("b"));
        assertThat(verdict.coverage()).isEqualTo(Coverage.whole(2));
    }

    @Test
    void atTheDeadlineWhatThereIsIsEnoughOrNot() {
        Joined joined = sample().policy(HALF_AN_HOUR)
                .succeeded("a", "accuracy", 0.8)
                .late("b")
                .succeeded("c", "accuracy", 0.9)
                .running("d");
        assertWaits(joined.gates(TWO));

        Verdict enough = joined.overdue().judged();
        Verdict tooFew = joined.gates(finished(3)).judged();

        assertThat(enough.state()).isEqualTo(BatchState.PASSED);
        assertThat(enough.coverage())
                .isEqualTo(new Coverage(
                        2,
                        4,
                        "the deadline has passed",
                        List.of(
                                absent("b", Fate.LATE, "it ended after the deadline"),
                                absent("d", Fate.MISSING, "attempt 1 was running"))));
        assertThat(tooFew.state()).isEqualTo(BatchState.FAILED);
        assertThat(tooFew.gates().get(0).detail()).isEqualTo("2 of 4 succeeded, short by 1: b (late), d (missing)");
    }

    @Test
    void aBatchThatWasCalledOffWaitsForItsAttemptsWhateverItsPolicy() {
        Joined joined = sample().policy(QUORUM)
                .gates(finished(1))
                .succeeded("a", "accuracy", 0.8)
                .cancelled("b")
                .calledOff()
                .overdue();

        assertThat(joined.judged().state()).isEqualTo(BatchState.CANCELLED);
        assertThat(joined.judged().coverage().absent())
                .containsExactly(absent("b", Fate.CANCELLED, "it was called off"));
        assertWaits(joined.running("c"));
    }

    private static Joined sample() {
        return Joined.classification();
    }

    private static Gates finished(int jobs) {
        return new Gates(null, List.of(), Set.of(), jobs);
    }

    private static Absence absent(String name, Fate fate, String detail) {
        return new Absence(Joined.id(name), name, fate, detail);
    }

    private static void assertWaits(Joined joined) {
        assertThat(Judge.judge(joined.join())).isEqualTo(Optional.empty());
    }
}
