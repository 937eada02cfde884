package dev.muster.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckpointPathTest {
    @Test
    void theNameSaysHowFarItIs() {
        assertThat(new CheckpointPath(1, 7, 0).name()).isEqualTo("epoch-0007");
        assertThat(new CheckpointPath(1, 7, 150).name()).isEqualTo("epoch-0007-000150");
        assertThat(new CheckpointPath(1, 123_456, 12_345_678).name()).isEqualTo("epoch-123456-12345678");
    }

    @Test
    void aPathIsReadAsItWasWritten() {
        for (CheckpointPath path : List.of(new CheckpointPath(12, 7, 0), new CheckpointPath(3, 20_000, 9_999_999))) {
            assertThat(CheckpointPath.parse("attempt-" + path.attempt() + "/checkpoints/" + path.name()))
                    .contains(path);
        }
    }

    @Test
    void whatElseLiesThereIsNone() {
        for (String other : List.of(
                "attempt-1/model",
                "attempt-1/manifest.json",
                "attempt-1/checkpoints/epoch-7/part",
                "attempt-1/checkpoints/epoch--1",
                "attempt-1/checkpoints/epoch-99999999999",
                "checkpoints/epoch-0007")) {
            assertThat(CheckpointPath.parse(other)).as(other).isEmpty();
        }
    }

    @Test
    void theFurtherOneComesLaterWhoeverWroteIt() {
        List<CheckpointPath> ordered = List.of(
                new CheckpointPath(1, 7, 0),
                new CheckpointPath(2, 7, 0),
                new CheckpointPath(3, 7, 9),
                new CheckpointPath(1, 7, 150),
                new CheckpointPath(2, 8, 0),
                new CheckpointPath(1, 10_000, 0));
        List<CheckpointPath> sorted = new ArrayList<>(ordered);
        Collections.shuffle(sorted, new Random(3));
        Collections.sort(sorted);

        assertThat(sorted).isEqualTo(ordered);
    }
}
