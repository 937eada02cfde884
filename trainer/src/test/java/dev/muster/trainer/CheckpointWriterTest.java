package dev.muster.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CheckpointWriterTest {
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Integer> written = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final CheckpointWriter writer = new CheckpointWriter(this::write, tasks::add, () -> now);
    private Runnable meanwhile = () -> {};

    @Test
    void theNewestOfThoseThatWaitIsWritten() {
        meanwhile = () -> {
            meanwhile = () -> {};
            writer.offer(checkpoint(3));
            writer.offer(checkpoint(4));
        };
        writer.offer(checkpoint(1));
        writer.offer(checkpoint(2));
        run();

        assertThat(written).containsExactly(2, 4);
        assertThat(tasks).as("one at a time").isEmpty();
    }

    @Test
    void afterAPauseTheNextOneIsWrittenToo() {
        writer.offer(checkpoint(1));
        run();
        writer.offer(checkpoint(2));
        run();

        assertThat(written).containsExactly(1, 2);
    }

    @Test
    void whatWaitsCanBeForgotten() {
        writer.offer(checkpoint(1));
        writer.forget();
        run();

        assertThat(written).isEmpty();
    }

    @Test
    void whoeverAwaitsItFindsEverythingWritten() {
        CheckpointWriter background = new CheckpointWriter(this::write, task -> new Thread(task).start(), () -> now);
        for (int epoch = 1; epoch <= 50; epoch++) {
            background.offer(checkpoint(epoch));
        }
        background.await();

        assertThat(written).isSorted().endsWith(50);
    }

    @Test
    void aFailureIsNotedOnceHoweverOftenItWas() {
        meanwhile = () -> {
            throw new IllegalStateException("the disk is full");
        };
        for (int epoch = 1; epoch <= 3; epoch++) {
            writer.offer(checkpoint(epoch));
            run();
        }
        meanwhile = () -> {};
        writer.offer(checkpoint(4));
        run();

        assertThat(writer.notes())
                .containsExactly("3 checkpoints could not be written, the last one because: the disk is full");
        assertThat(written).containsExactly(4);
    }

    @Test
    void withoutAThreadNobodyWaitsForEver() {
        CheckpointWriter none = new CheckpointWriter(
                this::write,
                task -> {
                    throw new RejectedExecutionException("no thread left");
                },
                () -> now);
        none.offer(checkpoint(1));
        none.await();

        assertThat(none.notes()).singleElement().asString().contains("1 checkpoint could not", "no thread left");
    }

    @Test
    void theTimeOfTheWriterCountsFailedOrNot() {
        meanwhile = () -> now = now.plusMillis(30);
        writer.offer(checkpoint(1));
        run();
        meanwhile = () -> {
            now = now.plusMillis(10);
            throw new IllegalStateException("the disk is full");
        };
        writer.offer(checkpoint(2));
        run();

        assertThat(writer.spent()).isEqualTo(Duration.ofMillis(40));
    }

    private void run() {
        List<Runnable> now = List.copyOf(tasks);
        tasks.clear();
        now.forEach(Runnable::run);
    }

    private void write(Checkpoint checkpoint) {
        meanwhile.run();
        written.add(checkpoint.history().size());
    }

    private static Checkpoint checkpoint(int epochs) {
        Epoch epoch = new Epoch(1, Map.of());
        return new Checkpoint("f", Collections.nCopies(epochs, epoch), EarlyStopping.NONE, 0, new byte[0]);
    }
}
