package dev.muster.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keeper's work on processes that are only played. */
class MembersTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final PlayedProcesses processes = new PlayedProcesses();
    private final Members members = Members.of(2, processes, clock);

    @Test
    void nothingIsStartedBeforeTheHeadAnswers() {
        members.tend();
        members.tend();
        assertThat(processes.started()).containsExactly("head");

        processes.answering("head");
        members.tend();

        assertThat(processes.started()).containsExactly("node-2", "gateway");
    }

    @Test
    void aNodeThatEndsIsStartedAgainAfterAPause() {
        up();

        processes.kill("node-2");
        members.tend();
        assertThat(processes.started()).isEmpty();
        clock.advance(Duration.ofMillis(500));
        members.tend();

        assertThat(processes.started()).containsExactly("node-2");
        assertThat(processes.cleared()).endsWith("node-2");
    }

    @Test
    void pausesGrowAndLongLifeEndsThem() {
        up();
        for (Duration pause : List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2))) {
            processes.kill("gateway");
            members.tend();
            clock.advance(pause.minusMillis(1));
            members.tend();
            assertThat(processes.started()).isEmpty();
            clock.advance(Duration.ofMillis(1));
            members.tend();
            assertThat(processes.started()).containsExactly("gateway");
        }

        clock.advance(Duration.ofMinutes(2));
        processes.kill("gateway");
        members.tend();
        clock.advance(Duration.ofMillis(500));
        members.tend();

        assertThat(processes.started()).containsExactly("gateway");
    }

    @Test
    void withTheHeadAllEndAndComeAgain() {
        up();

        processes.kill("head");
        members.tend();
        assertThat(processes.ended()).contains("node-2", "gateway");
        clock.advance(Duration.ofMillis(500));
        members.tend();
        members.tend();

        assertThat(processes.started()).containsExactly("head", "node-2", "gateway");
    }

    @Test
    void whatLivesIsTakenOnAndNotStartedTwice() {
        ProcessHandle self = ProcessHandle.current();
        processes.answering("head");
        members.adopt(List.of(new ClusterState.Member("head", Pid.of(self), true, 1)));

        members.tend();

        assertThat(processes.started()).containsExactly("node-2", "gateway");
    }

    @Test
    void theEndComesInTheOppositeOrder() {
        up();

        members.end();

        assertThat(processes.ended()).endsWith("gateway", "node-2", "head");
        assertThat(members.state()).noneMatch(ClusterState.Member::ready);
    }

    @Test
    void allThatAnswerAreReady() {
        up();
        processes.answering("node-2");
        processes.answering("gateway");

        members.tend();

        assertThat(members.state()).allMatch(ClusterState.Member::ready);
    }

    private void up() {
        processes.answering("head");
        members.tend();
        members.tend();
        assertThat(processes.started()).containsExactly("head", "node-2", "gateway");
    }
}
