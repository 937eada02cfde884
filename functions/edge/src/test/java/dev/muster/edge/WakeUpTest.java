package dev.muster.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.EventTypes;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A function that starts says so to the Broker, and nothing of it may hold the function up. */
class WakeUpTest {
    private final BlockingQueue<CloudEvent> posted = new LinkedBlockingQueue<>();
    private HttpServer broker;

    @BeforeEach
    void open() throws IOException {
        broker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broker.createContext("/", exchange -> {
            posted.add(EventCodec.decode(HttpMessage.of(
                    exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes())));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        broker.start();
    }

    @AfterEach
    void close() {
        broker.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + broker.getAddress().getPort() + "/muster";
    }

    @Test
    void theBrokerHearsWhoStarts() throws Exception {
        WakeUp.send("validate", Map.of("K_SINK", address(), "HOSTNAME", "validate-00001-abc"));

        CloudEvent event = posted.poll(10, TimeUnit.SECONDS);
        assertThat(event.getType()).isEqualTo(EventTypes.FUNCTION_STARTED);
        assertThat(event.getSource()).isEqualTo(URI.create("/muster/validate"));
    }

    @Test
    void eachPodIsAnotherEvent() throws Exception {
        WakeUp.send("validate", Map.of("K_SINK", address(), "HOSTNAME", "one"));
        WakeUp.send("validate", Map.of("K_SINK", address(), "HOSTNAME", "two"));

        assertThat(posted.poll(10, TimeUnit.SECONDS).getId())
                .isNotEqualTo(posted.poll(10, TimeUnit.SECONDS).getId());
    }

    /** As for everything else that a function posts. */
    @Test
    void theAddressOfItsOwnWins() throws Exception {
        WakeUp.send("train", Map.of("K_SINK", "http://127.0.0.1:1/", "MUSTER_BROKER_URL", address()));

        assertThat(posted.poll(10, TimeUnit.SECONDS).getSource()).isEqualTo(URI.create("/muster/train"));
    }

    @Test
    void aBrokerThatIsAwayOrNoneHarmsNobody() throws Exception {
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int nobody = gone.getLocalPort();
        gone.close();
        try {
            WakeUp.send("validate", Map.of("K_SINK", "http://127.0.0.1:" + nobody + "/"));
            WakeUp.send("validate", Map.of("K_SINK", "no address"));
            WakeUp.send("validate", Map.of());

            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("wake-up")) {
                    thread.join(10_000);
                }
            }
            assertThat(uncaught).isEmpty();
            assertThat(posted).isEmpty();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }
}
