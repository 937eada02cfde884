package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void onlyWhatDiffersTellsJobsApart() {
        Set<String> differing = Parameters.differing(List.of(
                Map.of("epochs", 10, "learningRate", 0.1),
                Map.of("epochs", 10, "learningRate", 0.01),
                Map.of("epochs", 10, "rounds", 50)));

        assertThat(differing).containsExactly("learningRate");
    }

    @Test
    void listsArePrintedWithoutSpaces() {
        assertThat(Parameters.text(Map.of("hidden", List.of(64, 32)), List.of("hidden", "other")))
                .isEqualTo("hidden=[64,32]");
    }
}
