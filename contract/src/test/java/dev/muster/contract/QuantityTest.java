package dev.muster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void aTimeIsWrittenWithAUnitOrInSeconds() {
        assertThat(Quantity.duration("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(Quantity.seconds(10_000_000)).isEqualTo(Duration.ofSeconds(10_000_000));
        assertThat(Quantity.seconds(0.0005)).isEqualTo(Duration.ofMillis(1));
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.seconds(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.duration("3 weeks"));
    }
}
