package dev.muster.ledger.queue;

import static dev.muster.ledger.queue.Scene.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ledger.queue.Forecast.Running;
import dev.muster.ledger.queue.Forecast.Start;
import dev.muster.ledger.queue.Forecast.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void placesAreGivenOutAsTheyFallFree() {
        // given: two places, free after 10 and 30 s; the first batch has three jobs of a minute
        List<Waiting> waiting =
                List.of(waiting("first", "a", 5, 3, null, MINUTE), waiting("second", "a", 0, 1, null, MINUTE));

        Map<String, Start> starts = forecast(QueuePolicy.USUAL, waiting, running("a", 10), running("a", 30));

        assertThat(starts).isEqualTo(Map.of("first", at(10, false), "second", at(90, false)));
    }

    @Test
    void aTeamAtItsQuotaWaitsForItsOwn() {
        QueuePolicy policy = Scene.teams(Map.of("a", new Team(1, 1, null, null), "b", Team.USUAL));
        List<Waiting> waiting = List.of(waiting("a", "a", 0, 1, null, MINUTE), waiting("b", "b", 0, 1, null, MINUTE));

        Map<String, Start> starts = forecast(policy, waiting, running("a", 100), running("b", 10));

        assertThat(starts).isEqualTo(Map.of("a", at(100, false), "b", at(10, false)));
    }

    @Test
    void aBatchAtItsLimitWaitsForItself() {
        List<Waiting> waiting = List.of(waiting("limited", "a", 0, 2, 1, MINUTE));

        Map<String, Start> starts = forecast(
                QueuePolicy.USUAL,
                waiting,
                new Running("limited", "a", new Usage(1, 1, 0), START.plusSeconds(50)),
                running("a", 10));

        assertThat(starts).isEqualTo(Map.of("limited", at(50, false)));
    }

    @Test
    void whatWaitsInsideAClusterGoesFirst() {
        Map<String, Start> starts = Forecast.of(
                QueuePolicy.USUAL,
                Holdings.NONE,
                List.of(waiting("b", "a", 0, 1, null, MINUTE)),
                List.of(running("a", 10)),
                List.of(new Forecast.Inside("other", "a", new Usage(1, 1, 0), MINUTE)));

        assertThat(starts).isEqualTo(Map.of("b", at(70, false)));
    }

    @Test
    void whatWasNeverMeasuredMayEndSooner() {
        List<Waiting> waiting =
                List.of(waiting("first", "a", 5, 1, null, null), waiting("second", "a", 0, 1, null, null));

        assertThat(forecast(QueuePolicy.USUAL, waiting, running("a", 10), running("a", 30)))
                .as("nobody knows when the first one ends, but the other place is free by then")
                .isEqualTo(Map.of("first", at(10, false), "second", at(30, true)));
    }

    @Test
    void whereNothingIsKnownNothingIsTold() {
        List<Waiting> waiting = List.of(waiting("first", "a", 5, 1, null, MINUTE));

        assertThat(forecast(QueuePolicy.USUAL, waiting)).as("nothing runs").isEmpty();
        assertThat(forecast(QueuePolicy.USUAL, waiting, new Running("x", "a", new Usage(1, 1, 0), null)))
                .isEmpty();
    }

    private static Map<String, Start> forecast(QueuePolicy policy, List<Waiting> waiting, Running... running) {
        Map<String, Usage> used = new java.util.HashMap<>();
        List.of(running).forEach(it -> used.merge(it.team(), it.asks(), Usage::plus));
        return Forecast.of(policy, new Holdings(used, Map.of()), waiting, List.of(running), List.of());
    }

    private static Waiting waiting(
            String batch, String team, int priority, int jobs, @Nullable Integer limit, @Nullable Duration takes) {
        Candidate head = new Scene().batch(batch, team, priority, 1).waiting().get(0);
        return new Waiting(head, jobs, limit, takes);
    }

    private static Running running(String team, int seconds) {
        return new Running("other", team, new Usage(1, 1, 0), START.plusSeconds(seconds));
    }

    private static Start at(int seconds, boolean latest) {
        return new Start(START.plusSeconds(seconds), latest);
    }
}
