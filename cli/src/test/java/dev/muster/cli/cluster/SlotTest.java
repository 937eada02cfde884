package dev.muster.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotTest {
    @Test
    void noTwoClustersShareAPortOrAnAddress() {
        Set<Object> seen = new HashSet<>();
        for (int number = 0; number < Slot.COUNT; number++) {
            Slot slot = new Slot(number);
            assertThat(slot.ports(ClusterSpec.MOST_NODES))
                    .allSatisfy(port -> assertThat(seen.add(port)).isTrue());
            for (int node = 1; node <= ClusterSpec.MOST_NODES; node++) {
                assertThat(seen.add(slot.host(node))).isTrue();
            }
        }
    }

    @Test
    void allPortsLieBelowThoseThatSystemsGiveAway() {
        List<Integer> ports = new Slot(Slot.COUNT - 1).ports(ClusterSpec.MOST_NODES);

        assertThat(ports).allMatch(port -> port >= 21_000 && port < 32_768);
    }

    /** Ray replaces 127.0.0.1 by the outside address. */
    @Test
    void noNodeIsTheUsualLoopbackAddress() {
        assertThat(new Slot(0).host(1)).isEqualTo("127.88.1.2");
    }

    @Test
    void triesThePreferredFirstAndThenAllOthers() {
        assertThat(Slot.from(98))
                .hasSize(Slot.COUNT)
                .doesNotHaveDuplicates()
                .startsWith(new Slot(98), new Slot(99), new Slot(0));
    }
}
