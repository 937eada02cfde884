package dev.muster.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.EventSink;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.SettableClock;
import dev.muster.edge.BrokerClient;
import io.cloudevents.CloudEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
    private static final RetryPolicy SOON = new RetryPolicy(1, Duration.ofMillis(1));

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));

    @Test
    void aBrokerThatRefusesGetsEveryEventInTheirOrderNevertheless() throws Exception {
        try (Spool spool = Spool.open(folder, SpoolLimits.DEFAULT, clock)) {
            IntStream.range(0, 20).forEach(i -> spool.sink(null).emit(SpoolTest.result(i)));
            Broker broker = new Broker(3);
            Publisher publisher = Publisher.start(spool, broker, SOON);
            assertThat(broker.next(20))
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(i -> SpoolTest.result(i).getId())
                            .toList());
            publisher.close();
            assertThat(broker.calls).isEqualTo(20 * 4);
        }
    }

    @Test
    void whatTheBrokerDidNotTakeIsPublishedAfterARestart() throws Exception {
        try (Spool spool = Spool.open(folder, SpoolLimits.DEFAULT, clock)) {
            spool.sink(null).emit(SpoolTest.result(1));
            EventSink away = event -> {
                throw new IllegalStateException("away");
            };
            Publisher.start(spool, away, SOON).close();
        }
        clock.advance(Duration.ofSeconds(1));
        Broker broker = new Broker(0);
        try (Spool spool = Spool.open(folder, SpoolLimits.DEFAULT, clock)) {
            Publisher publisher = Publisher.start(spool, broker, SOON);
            assertThat(broker.next(1)).containsExactly(SpoolTest.result(1).getId());
            publisher.close();
        }
    }

    /** The broker's channel once stood still behind such an event. */
    @Test
    void anEventThatTheBrokerNeverTakesDoesNotHoldUpTheOthers() throws Exception {
        BlockingQueue<String> posted = new LinkedBlockingQueue<>();
        Deque<Integer> answers = new ConcurrentLinkedDeque<>(List.of(413, 503, 202));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(exchange.getRequestHeaders().getFirst("ce-id"));
            exchange.sendResponseHeaders(answers.remove(), -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (Spool spool = Spool.open(folder, SpoolLimits.DEFAULT, clock)) {
            IntStream.range(0, 2).forEach(i -> spool.sink(null).emit(SpoolTest.result(i)));
            Publisher publisher = Publisher.start(spool, new BrokerClient(address, Duration.ofSeconds(5)), SOON);
            String second = SpoolTest.result(1).getId();
            assertThat(next(posted, 3)).containsExactly(SpoolTest.result(0).getId(), second, second);
            publisher.close();
        } finally {
            server.stop(0);
        }
    }

    private static List<String> next(BlockingQueue<String> ids, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    try {
                        return String.valueOf(ids.poll(10, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    /** Takes every event after so many refusals. */
    private static final class Broker implements EventSink {
        private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        private final int refusals;
        private int calls;

        Broker(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public void emit(CloudEvent event) {
            if (calls++ % (refusals + 1) < refusals) {
                throw new IllegalStateException("not now");
            }
            taken.add(event.getId());
        }

        List<String> next(int count) {
            return PublisherTest.next(taken, count);
        }
    }
}
