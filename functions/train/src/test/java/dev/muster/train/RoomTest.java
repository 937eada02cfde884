package dev.muster.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void aLoneClusterIsFilledAndGetsSomeToWait() {
        assertThat(next(8, room("a", 4, 0))).isEqualTo("a 12");
        assertThat(next(8, room("a", 4, 3))).isEqualTo("a 9");
        assertThat(next(0, room("a", 4, 3))).isEqualTo("a 1");
    }

    @Test
    void waitingAttemptsAreToppedUpOnceHalfOfThemAreGone() {
        assertThat(next(8, room("a", 4, 12))).isEqualTo("none");
        assertThat(next(8, room("a", 4, 8))).isEqualTo("none");
        assertThat(next(8, room("a", 4, 7))).isEqualTo("a 5");
        assertThat(next(0, room("a", 4, 4))).isEqualTo("none");
    }

    @Test
    void theFreestClusterGoesFirst() {
        assertThat(next(8, room("a", 4, 3), room("b", 8, 2))).isEqualTo("b 6");
    }

    @Test
    void nobodyWaitsWhileAnotherClusterHasAFreeSlot() {
        assertThat(next(8, room("a", 4, 0), room("b", 4, 0))).isEqualTo("b 4");
        assertThat(next(8, room("a", 4, 0), room("b", 4, 4))).isEqualTo("a 12");
    }

    @Test
    void aClusterWithoutSlotsGetsNothing() {
        assertThat(next(8, room("a", 0, 0))).isEqualTo("none");
        assertThat(next(8)).isEqualTo("none");
    }

    /** Whatever the clusters look like: all free slots get work, and no more than the prefetch waits anywhere. */
    @Test
    void enoughWorkFillsEverySlotAndNoMoreThanThePrefetchWaits() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            int prefetch = random.nextInt(10);
            List<Room> rooms = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                rooms.add(room("c" + i, random.nextInt(20), random.nextInt(30)));
            }
            List<Room> before = List.copyOf(rooms);
            for (var share = Room.next(rooms, prefetch); share.isPresent(); share = Room.next(rooms, prefetch)) {
                int given = share.get().attempts();
                assertThat(given).isPositive();
                rooms.remove(share.get().room());
                rooms.add(share.get().room().less(given));
            }
            for (Room room : rooms) {
                Room was = before.stream()
                        .filter(b -> b.cluster() == room.cluster())
                        .findFirst()
                        .orElseThrow();
                assertThat(room.running()).isGreaterThanOrEqualTo(room.slots());
                assertThat(room.running()).isLessThanOrEqualTo(Math.max(was.running(), room.slots() + prefetch));
            }
        }
    }

    private static Room room(String name, int slots, int running) {
        return new Room(new FakeCluster(name, slots), slots, running);
    }

    private static String next(int prefetch, Room... rooms) {
        Optional<Room.Share> share = Room.next(List.of(rooms), prefetch);
        return share.map(s -> s.room().cluster().name() + " " + s.attempts()).orElse("none");
    }
}
