package dev.muster.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchId;
import dev.muster.ledger.Outlook.Line;
import dev.muster.ledger.Outlook.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueTextTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void eachBatchHasALineWithItsTurnAndTheEstimate() {
        List<String> lines = text(List.of(
                line(1, 5, 7.5, NOW.plusSeconds(90), false, "next in line"),
                line(2, 0, 0, NOW.plusSeconds(120), true, "no free slot on any cluster"),
                line(3, 0, 0, null, false, "not before 12:10")));

        assertThat(lines.get(0)).containsSubsequence("#", "batch", "team", "priority", "waited", "starts");
        assertThat(lines.get(1)).containsSubsequence("1", "research", "5+2.5", "3", "1 min 00 s", "about 12:01:30");
        assertThat(lines.get(2)).containsSubsequence("next in line");
        assertThat(lines.get(3)).containsSubsequence("2", "0", "by 12:02:00");
        assertThat(lines.get(5)).containsSubsequence("3", "unknown");
        assertThat(lines.get(6)).containsSubsequence("not before 12:10");
        assertThat(lines.get(7)).contains("and 4 more");
        assertThat(lines.get(lines.size() - 1)).contains("finished jobs");
    }

    @Test
    void whereNoStartIsKnownThatIsSaid() {
        List<String> lines = text(List.of(line(1, 0, 0, null, false, "next in line")));

        assertThat(lines.get(lines.size() - 1)).startsWith("No start is known");
    }

    @Test
    void anEmptyQueueIsSaidToBe() {
        assertThat(new QueueText(Ink.PLAIN, 200, ZoneOffset.UTC, NOW).lines(List.of(), 0))
                .containsExactly("Nothing waits.");
    }

    private static List<String> text(List<Line> waiting) {
        return new QueueText(Ink.PLAIN, 200, ZoneOffset.UTC, NOW).lines(waiting, 4);
    }

    private static Line line(
            int position, int priority, double urgency, @Nullable Instant start, boolean latest, String why) {
        return new Line(
                position,
                BatchId.derive("/test", "b" + position),
                "name",
                "research",
                priority,
                urgency,
                3,
                0,
                NOW.minusSeconds(60),
                Reason.NEXT,
                why,
                start,
                latest,
                9);
    }
}
