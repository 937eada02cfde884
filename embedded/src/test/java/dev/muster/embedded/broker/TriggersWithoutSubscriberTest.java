package dev.muster.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggersWithoutSubscriberTest {
    @Test
    void keepTheBrokerFromStartingAndAreAllNamed() {
        try (Broker broker =
                new Broker(new Wiring(List.of(trigger("one"), trigger("two"))), BrokerOptions.defaults())) {
            InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, broker::start);

            assertThat(refused.problems()).extracting(Problem::place).containsExactly("Trigger one", "Trigger two");
        }
    }

    private static Trigger trigger(String name) {
        Delivery delivery = new Delivery(
                0, Delivery.Backoff.EXPONENTIAL, Duration.ofMillis(1), Duration.ZERO, Optional.of("graveyard"));
        return new Trigger(name, new Filter.Exact(Map.of("type", "a")), delivery, name);
    }
}
