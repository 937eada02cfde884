package dev.muster.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    @Test
    void waitsTwiceAsLongEachTime() {
        assertThat(waits(Delivery.Backoff.EXPONENTIAL)).containsExactly(100L, 200L, 400L, 800L);
    }

    @Test
    void waitsLongerByTheSameAmount() {
        assertThat(waits(Delivery.Backoff.LINEAR)).containsExactly(100L, 200L, 300L, 400L);
    }

    private static Long[] waits(Delivery.Backoff backoff) {
        Delivery delivery = new Delivery(4, backoff, Duration.ofMillis(100), Duration.ZERO, Optional.empty());
        return IntStream.range(0, 4)
                .mapToObj(retry -> delivery.wait(retry).toMillis())
                .toArray(Long[]::new);
    }
}
