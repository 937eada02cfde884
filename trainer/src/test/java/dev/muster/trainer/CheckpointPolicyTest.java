package dev.muster.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {
    @Test
    void aCheckpointIsDueAfterAnEpochThatIsNotTooShortForOne() {
        assertThat(due(true, 10_000, 0, 1_000)).isTrue();
        assertThat(due(false, 10_000, 0, 1_000)).as("in the middle of an epoch").isFalse();
        assertThat(due(true, 10_000, 501, 1_000)).as("too dear").isFalse();
        assertThat(due(true, 10_000, 0, 199)).as("too soon after the last").isFalse();
        assertThat(due(false, 20_000, 9_000, 10_000)).as("long overdue").isTrue();
    }

    private static boolean due(boolean epochEnded, long running, long lost, long since) {
        return CheckpointPolicy.DEFAULT.due(
                epochEnded, Duration.ofMillis(running), Duration.ofMillis(lost), Duration.ofMillis(since));
    }
}
