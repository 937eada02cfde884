package dev.muster.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.muster.console.Redriving;
import dev.muster.contract.Digest;
import dev.muster.contract.EventHandler;
import dev.muster.contract.Events;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.TemporaryTrouble;
import dev.muster.edge.BrokerClient;
import dev.muster.embedded.broker.Broker;
import dev.muster.embedded.broker.BrokerOptions;
import dev.muster.embedded.broker.Delivery;
import dev.muster.embedded.broker.Filter;
import dev.muster.embedded.broker.HttpSubscriber;
import dev.muster.embedded.broker.Trigger;
import dev.muster.embedded.broker.Turbulence;
import dev.muster.embedded.broker.Wiring;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.DeadCase;
import dev.muster.ledger.Fault;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.LetterState;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an event that its subscriber does not take: broker, broker of dead letters, ledger, and back. */
@Timeout(60)
class DeadLettersIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final CloudEvent EVENT = Events.of(
            "dev.muster.jobs.finished",
            "/muster/test",
            "s",
            "key",
            Instant.parse("2026-11-25T12:00:00Z"),
            Map.of("a", 1));
    private static final Delivery DELIVERY = new Delivery(
            1,
            Delivery.Backoff.LINEAR,
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            Optional.of(Triggers.DEAD_LETTERS));

    private static EmbeddedPostgres server;
    private static Ledger ledger;

    private final AtomicReference<EventHandler> subscriber = new AtomicReference<>();
    private final Queue<CloudEvent> taken = new ConcurrentLinkedQueue<>();
    private @Nullable HttpServer http;
    private Broker broker;
    private Broker deadLetters;

    @BeforeAll
    static void open() {
        server = EmbeddedPostgres.ephemeral();
        ledger =
                Ledger.open(new LedgerConfig(server.jdbcUrl(), server.user(), server.password(), 6), Clock.systemUTC());
    }

    @AfterAll
    static void shut() {
        ledger.close();
        server.close();
    }

    @AfterEach
    void close() {
        broker.close();
        deadLetters.close();
        if (http != null) {
            http.stop(0);
        }
    }

    @Test
    void whatCannotBeReadIsPoison() {
        assertThat(died("unreadable", event -> {
                    throw InvalidInputException.of(Problem.at("data", "is no JSON", "send some"));
                }))
                .satisfies(dead -> {
                    assertThat(dead.fault()).isEqualTo(Fault.POISON);
                    assertThat(dead.error()).contains("data: is no JSON");
                    assertThat(dead.where()).isEqualTo("subscriber");
                });
    }

    @Test
    void whatBreaksTheCodeEachTimeIsPoison() {
        assertThat(died("breaking", event -> {
                            throw new IllegalStateException("broken");
                        })
                        .fault())
                .isEqualTo(Fault.POISON);
    }

    @Test
    void whatDiedWhileTheBrokerOrTheLedgerWasAwayIsTransient() {
        assertThat(died("outage", event -> {
                            throw new Away();
                        })
                        .fault())
                .isEqualTo(Fault.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void whatDiedOfAWrongSetUpIsConfiguration(int status) throws IOException {
        assertThat(died("set-up-" + status, answering(status)).fault()).isEqualTo(Fault.CONFIGURATION);
    }

    @Test
    void whatDiedOfTooMuchToDoIsCapacity() throws IOException {
        assertThat(died("overload", answering(429)).fault()).isEqualTo(Fault.CAPACITY);
    }

    @Test
    void aRedriveBringsTheVerySameEventOnceHoweverOftenItIsAskedFor() {
        // given
        DeadCase dead = died("redriven", event -> {
            throw new Away();
        });
        subscriber.set(this::take);

        // when
        Redriving redriving = new Redriving(ledger.letters(), broker);
        redriving.redrive(List.of(dead.id()), "user alice", "it is back");
        redriving.redrive(List.of(dead.id()), "user alice", "once more");
        assertThat(broker.awaitIdle(SOON)).isTrue();

        // then
        assertThat(taken).singleElement().isEqualTo(event("redriven"));
        assertThat(ledger.letters().letter(dead.id()).orElseThrow().state()).isEqualTo(LetterState.REDRIVEN);
    }

    @Test
    void oneThatDiesAgainIsTheSameLetter() {
        DeadCase dead = died("again", event -> {
            throw new Away();
        });

        new Redriving(ledger.letters(), broker).redrive(List.of(dead.id()), "user alice", "try");
        settle();

        assertThat(ledger.letters().letter(dead.id()).orElseThrow()).satisfies(letter -> {
            assertThat(letter.state()).isEqualTo(LetterState.DEAD);
            assertThat(letter.deaths()).hasSize(2);
        });
    }

    @Test
    void aBrokerThatIsAwayLeavesTheLetterToBeSentAgain() {
        DeadCase dead = died("unsent", event -> {
            throw new Away();
        });
        Redriving away = new Redriving(ledger.letters(), event -> {
            throw new Away();
        });

        assertThatThrownBy(() -> away.redrive(List.of(dead.id()), "user alice", "try"))
                .isInstanceOf(Away.class);
        subscriber.set(this::take);
        new Redriving(ledger.letters(), broker).redrive(List.of(dead.id()), "user alice", "try");
        settle();

        assertThat(taken).hasSize(1);
    }

    @Test
    void aLetterThatTheBrokerItselfRefusesLiesDeadAgain() throws IOException {
        DeadCase dead = died("refused", event -> {
            throw new Away();
        });
        answering(413);
        BrokerClient refusing = new BrokerClient(address(), SOON);

        Redriving.Sent sent =
                new Redriving(ledger.letters(), refusing).redrive(List.of(dead.id()), "user alice", "try");

        assertThat(sent.letters()).isEmpty();
        assertThat(sent.refused()).hasSize(1);
        assertThat(ledger.letters().letter(dead.id()).orElseThrow()).satisfies(letter -> {
            assertThat(letter.state()).isEqualTo(LetterState.DEAD);
            assertThat(letter.deaths().get(1).subscriber()).isEqualTo("broker");
            assertThat(letter.deaths().get(1).fault()).isEqualTo(Fault.POISON);
        });
    }

    /** The ledger takes the letter, and the answer to the broker is lost, again and again. */
    @Test
    void aLetterThatIsDeliveredTwiceIsOne() {
        start(new Turbulence(7, 1, 0, 0, 0, Duration.ZERO), event -> {
            throw new Away();
        });

        broker.emit(event("twice"));
        settle();

        assertThat(ledger.letters().cases(Instant.EPOCH))
                .filteredOn(dead -> dead.id().equals(letter("twice")))
                .extracting(DeadCase::deaths)
                .containsExactly(1);
    }

    private DeadCase died(String key, EventHandler how) {
        start(Turbulence.NONE, how);
        broker.emit(event(key));
        settle();
        return ledger.letters().cases(Instant.EPOCH).stream()
                .filter(dead -> dead.id().equals(letter(key)))
                .findFirst()
                .orElseThrow();
    }

    private void start(Turbulence turbulence, EventHandler how) {
        subscriber.set(how);
        Wiring wiring = new Wiring(List.of(new Trigger("trigger", new Filter.All(List.of()), DELIVERY, "subscriber")));
        broker = new Broker(wiring, BrokerOptions.defaults().with(turbulence))
                .subscribe("subscriber", event -> subscriber.get().handle(event));
        deadLetters = DeadLetters.of(broker, ledger);
        broker.start();
    }

    private void settle() {
        assertThat(broker.awaitIdle(SOON)).isTrue();
        assertThat(deadLetters.awaitIdle(SOON)).isTrue();
    }

    private List<CloudEvent> take(CloudEvent event) {
        taken.add(event);
        return List.of();
    }

    /** A subscriber behind HTTP that answers so. */
    private EventHandler answering(int status) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        http.start();
        return new HttpSubscriber(
                URI.create("http://localhost:" + http.getAddress().getPort() + "/"));
    }

    private URI address() {
        return URI.create("http://localhost:" + http.getAddress().getPort() + "/");
    }

    private static CloudEvent event(String key) {
        return CloudEventBuilder.from(EVENT).withId(key).build();
    }

    private static String letter(String key) {
        return Digest.id("l-", EVENT.getSource().toString(), key);
    }

    private static final class Away extends RuntimeException implements TemporaryTrouble {}
}
