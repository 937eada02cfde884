package dev.muster.trainer.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static final Slot.Pace PACE = new Slot.Pace(1, Duration.ofMinutes(5).toMillis());
    private static final long PATIENCE = Duration.ofSeconds(20).toMillis();

    private final AtomicInteger made = new AtomicInteger();
    private final Pool pool = new Pool(Resources.ONE_CPU, this::slot);

    private Slot slot(Pool of) {
        made.incrementAndGet();
        SharedDatasets datasets = new SharedDatasets(Path.of("cache"), 0);
        Settings settings = new Settings("test/0", "artifacts", "cache");
        return new Slot(of.board(), report -> {}, datasets, new FakeActors(), of.resources(), settings, PACE);
    }

    @Test
    void aSlotThatEndedIsFollowedByAnotherAndNoneIsAddedBesides() throws Exception {
        pool.growTo(2);
        pool.growTo(2);
        assertThat(pool.slots()).hasSize(2);

        pool.board().dismiss(Map.of(Board.ANYWHERE, 1));
        for (long end = System.nanoTime() + PATIENCE * 1_000_000; pool.slots().size() > 1; ) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
        pool.growTo(2);

        assertThat(pool.slots()).hasSize(2);
        assertThat(made).hasValue(3);
        pool.board().close();
        pool.join(PATIENCE);
    }

    @Test
    void nothingStartsThatNobodyWouldEnd() {
        pool.board().close();

        pool.growTo(2);

        assertThat(made).hasValue(0);
    }
}
