package dev.muster.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RoundsTest {
    private final Rounds rounds = new Rounds();
    private final AtomicInteger ran = new AtomicInteger();

    @Test
    void callersOneAfterTheOtherEachGetARound() {
        rounds.join(ran::incrementAndGet);
        rounds.join(ran::incrementAndGet);

        assertThat(ran).hasValue(2);
    }

    @Test
    void callersThatComeDuringARoundShareTheNextOne() throws Exception {
        // given: a round under way
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch on = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> rounds.join(() -> {
            ran.incrementAndGet();
            inside.countDown();
            await(on);
        }));
        await(inside);

        // when: three come meanwhile
        Thread[] callers = new Thread[3];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = new Thread(() -> rounds.join(ran::incrementAndGet));
            callers[i].start();
        }
        for (Thread caller : callers) {
            awaitBlocked(caller);
        }
        on.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        // then: the round under way did not count for them, and one more did for all
        first.get(10, TimeUnit.SECONDS);
        assertThat(ran).hasValue(2);
    }

    @Test
    void aFailedRoundCountsForNobody() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch on = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> rounds.join(() -> {
            inside.countDown();
            await(on);
            throw new IllegalStateException("down");
        }));
        await(inside);
        Thread next = new Thread(() -> rounds.join(ran::incrementAndGet));
        next.start();
        awaitBlocked(next);
        on.countDown();
        next.join();

        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("down");
        assertThat(ran).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
