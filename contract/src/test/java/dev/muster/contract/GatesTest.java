package dev.muster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatesTest {
    /** {@code Set.of} shuffles from one JVM to the next; a request's digest must not. */
    @Test
    void baselinesHaveOneOrderInEveryRun() {
        Gates gates = new Gates(null, List.of(), Set.of(Gates.Baseline.PROMOTED, Gates.Baseline.MAJORITY), null);

        assertThat(gates.beats()).containsExactly(Gates.Baseline.MAJORITY, Gates.Baseline.PROMOTED);
        assertThat(Json.read(Json.bytes(gates), Gates.class)).isEqualTo(gates);
    }
}
