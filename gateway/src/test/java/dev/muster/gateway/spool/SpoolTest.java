package dev.muster.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.SettableClock;
import dev.muster.contract.gateway.ChannelEvents;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final SpoolLimits LIMITS = new SpoolLimits(3, 4_000, Duration.ofHours(24));

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    private Spool spool;

    @BeforeEach
    void open() {
        clock.advance(Duration.ofSeconds(1));
        spool = Spool.open(folder, LIMITS, clock);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    private void restart() {
        close();
        open();
    }

    @Test
    void eventsComeOutAsTheyWentInUntilTheyHaveArrived() throws Exception {
        put("mine", result(1), result(2));

        ChannelEvents both = fetch("mine", 0);
        assertThat(ids(both)).containsExactly(result(1).getId(), result(2).getId());
        assertThat(fetch("mine", 0)).isEqualTo(both);
        assertThat(ids(fetch("mine", both.last() - 1)))
                .containsExactly(result(2).getId());
        assertThat(fetch("mine", both.last())).isEqualTo(new ChannelEvents(both.last(), List.of()));
        assertThat(fetch("other", 0).events()).isEmpty();
        assertThat(files("mine")).isEmpty();
    }

    @Test
    void anEventIsKeptWhole() throws Exception {
        put("mine", result(7));
        var json = fetch("mine", 0).events().get(0);

        assertThat(json.path("type").asText()).isEqualTo(EventTypes.JOBS_FINISHED);
        assertThat(json.path("data").path("number").asInt()).isEqualTo(7);
    }

    @Test
    void aRestartForgetsNothingAndNumbersGoOn() throws Exception {
        put("mine", result(1), result(2));
        long first = fetch("mine", 0).last();
        restart();
        put("mine", result(3));
        ChannelEvents after = fetch("mine", 0);

        assertThat(ids(after))
                .containsExactly(result(1).getId(), result(2).getId(), result(3).getId());
        assertThat(after.last()).isGreaterThan(first);
    }

    @Test
    void aChannelThatWasEmptyAtTheRestartGivesNoNumberTwice() throws Exception {
        put("mine", result(1));
        long seen = fetch("mine", 0).last();
        fetch("mine", seen);
        restart();
        put("mine", result(2));

        assertThat(ids(fetch("mine", seen))).containsExactly(result(2).getId());
    }

    @Test
    void aNumberOfAnotherLifeAcknowledgesNothing() throws Exception {
        put("mine", result(1));

        assertThat(ids(fetch("mine", Long.MAX_VALUE))).containsExactly(result(1).getId());
    }

    @Test
    void whatIsTornOrForeignIsSkipped() throws Exception {
        put("mine", result(1), result(2), result(3));
        List<Path> files = files("mine");
        Files.writeString(files.get(1), "{\"specversion\": \"1.0\", \"id\"");
        Files.writeString(folder.resolve("mine/README"), "hello");
        Files.writeString(folder.resolve("mine/5.tmp"), "half");
        Files.writeString(folder.resolve("mine/000000000000000007.json"), "[1]");
        Files.writeString(folder.resolve("stray"), "hello");

        restart();
        put("mine", result(4));

        assertThat(ids(fetch("mine", 0)))
                .containsExactly(result(1).getId(), result(3).getId(), result(4).getId());
        assertThat(folder.resolve("mine/5.tmp")).doesNotExist();
    }

    @Test
    void aFileThatIsTornUnderItsReaderIsSkipped() throws Exception {
        put("mine", result(1), result(2));
        Files.writeString(files("mine").get(0), "");

        assertThat(ids(fetch("mine", 0))).containsExactly(result(2).getId());
    }

    @Test
    void aFileThatCannotBeReadNowIsReadLater() throws Exception {
        put("mine", result(1), result(2));
        Path first = files("mine").get(0);
        Path aside = Files.move(first, folder.resolve("aside"));
        Files.createDirectory(first);

        assertThat(fetch("mine", 0)).isEqualTo(new ChannelEvents(0, List.of()));

        Files.delete(first);
        Files.move(aside, first);
        assertThat(ids(fetch("mine", 0)))
                .containsExactly(result(1).getId(), result(2).getId());
    }

    @Test
    void tooManyHeartbeatsAreDroppedAndResultsNever() throws Exception {
        for (int i = 0; i < 10; i++) {
            put("mine", heartbeat(i), result(i));
        }
        List<String> ids = ids(fetch("mine", 0));

        assertThat(ids).hasSize(13);
        assertThat(ids)
                .contains(result(0).getId(), heartbeat(7).getId(), heartbeat(9).getId());
        assertThat(ids).doesNotContain(heartbeat(6).getId());
    }

    @Test
    void aChannelThatNobodyAsksForIsDropped() throws Exception {
        put("left", result(1));
        put("used", result(1));
        clock.advance(Duration.ofHours(13));
        fetch("used", 0);
        clock.advance(Duration.ofHours(13));
        spool.tidy();

        assertThat(folder.resolve("left")).doesNotExist();
        assertThat(fetch("used", 0).events()).hasSize(1);
        put("left", result(2));
        assertThat(ids(fetch("left", 0))).containsExactly(result(2).getId());
    }

    @Test
    void aDiskThatTakesNothingIsTriedAgain() throws Exception {
        Files.writeString(folder.resolve("mine"), "in the way of the folder");
        put("mine", result(1), result(2));
        assertThat(ids(fetch("mine", 0))).hasSize(2);

        Files.delete(folder.resolve("mine"));
        spool.tidy();
        assertThat(files("mine")).hasSize(2);
        restart();
        assertThat(ids(fetch("mine", 0)))
                .containsExactly(result(1).getId(), result(2).getId());
    }

    @Test
    void memoryIsBoundedWhenTheDiskTakesNothing() throws IOException {
        Files.writeString(folder.resolve("mine"), "in the way of the folder");

        assertThatThrownBy(() -> IntStream.range(0, 100).forEach(i -> put("mine", result(i))))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("make room");
    }

    @Test
    void whoWaitsIsWokenByAnEventAndByTheEnd() throws Exception {
        CompletableFuture<ChannelEvents> news = waiting("mine");
        put("mine", result(1));
        assertThat(news.get().events()).hasSize(1);

        CompletableFuture<ChannelEvents> end = waiting("other");
        spool.close();
        assertThat(end.get().events()).isEmpty();
    }

    @Test
    @Timeout(20)
    void whoComesAfterTheEndDoesNotWait() throws Exception {
        spool.close();

        assertThat(waiting("new").get().events()).isEmpty();
    }

    private CompletableFuture<ChannelEvents> waiting(String channel) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return spool.after(channel, 0, Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void put(String channel, CloudEvent... events) {
        for (CloudEvent event : events) {
            spool.sink(channel).emit(event);
        }
    }

    private ChannelEvents fetch(String channel, long after) throws InterruptedException {
        return spool.after(channel, after, Duration.ZERO);
    }

    private List<Path> files(String channel) throws IOException {
        if (!Files.isDirectory(folder.resolve(channel))) {
            return List.of();
        }
        try (var files = Files.list(folder.resolve(channel))) {
            return files.sorted().toList();
        }
    }

    private static List<String> ids(ChannelEvents events) {
        return events.events().stream().map(event -> event.path("id").asText()).toList();
    }

    static CloudEvent result(int number) {
        return event(EventTypes.JOBS_FINISHED, number);
    }

    static CloudEvent heartbeat(int number) {
        return event(EventTypes.JOBS_PROGRESSED, number);
    }

    private static CloudEvent event(String type, int number) {
        return Events.of(type, "/test", "x", String.valueOf(number), Instant.EPOCH, Map.of("number", number));
    }
}
