package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodesTest {
    private static final long GIB = 1L << 30;

    private final Nodes nodes = new Nodes(List.of(
            Map.of("CPU", 2.0, "memory", 4.0 * GIB, "node:127.1.1.2", 1.0),
            Map.of("CPU", 8.0, "GPU", 1.0, "memory", 2.0 * GIB)));

    @Test
    void whatOneNodeHasIsNotRefused() {
        assertThat(nodes.refusal(new Resources(8, 1, 2 * GIB), "ray")).isEmpty();
        assertThat(nodes.refusal(new Resources(1, 0, 4 * GIB), "ray")).isEmpty();
    }

    /** The refusal itself once failed, so that the submitter was told of an error and asked again. */
    @Test
    void whatNoSingleNodeHasIsRefusedWithWhatThereIs() {
        assertThat(nodes.refusal(new Resources(8, 0, 4 * GIB), "ray").orElseThrow())
                .contains("asks for", "CPU=8,", "no node of cluster ray", "CPU=2", "GPU=1", "add such a node")
                .doesNotContain("node:127.1.1.2");
        assertThat(nodes.refusal(new Resources(1, 2, 0), "ray")).isPresent();
    }

    @Test
    void aClusterWithoutNodesRefusesEverything() {
        assertThat(new Nodes(List.of()).refusal(Resources.ONE_CPU, "ray")).isPresent();
    }
}
