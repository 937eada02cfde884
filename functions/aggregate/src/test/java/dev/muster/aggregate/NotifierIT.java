package dev.muster.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Queueing;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.SampleEvents;
import dev.muster.ledger.History;
import dev.muster.ledger.Join;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotifierIT {
    private static final RetryPolicy THRICE = new RetryPolicy(3, Duration.ofSeconds(4));

    private final OpenLedger at = new OpenLedger();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(exchange.getRequestHeaders().getFirst("ce-id"));
            exchange.sendResponseHeaders(answers.isEmpty() ? 204 : answers.pop(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        at.close();
    }

    @Test
    void theVerdictIsPostedOnceAsTheEventThatWasEmitted() {
        Aggregate aggregate = aggregate(allowed());
        String event = complete("digits");

        sweep(aggregate);
        sweep(aggregate);

        assertThat(posted).containsExactly(event);
        assertThat(audit("digits")).contains("NOTIFIED");
    }

    @Test
    void aReceiverInTroubleIsTriedAgainLaterAndLater() {
        answers.addAll(List.of(503, 503));
        Aggregate aggregate = aggregate(allowed());
        complete("digits");

        sweep(aggregate);
        sweep(aggregate);
        assertThat(posted).hasSize(1);
        at.clock.advance(Duration.ofSeconds(4));
        sweep(aggregate);
        assertThat(posted).hasSize(2);
        at.clock.advance(Duration.ofSeconds(4));
        sweep(aggregate);
        at.clock.advance(Duration.ofSeconds(4));
        sweep(aggregate);

        assertThat(posted).hasSize(3).containsOnly(posted.get(0));
        assertThat(audit("digits")).contains("NOTIFIED");
    }

    @Test
    void aReceiverThatStaysAwayIsGivenUpAndTheBatchIsNoneTheWorse() {
        answers.addAll(List.of(503, 503, 503));
        Aggregate aggregate = aggregate(allowed());
        complete("digits");

        for (int i = 0; i < 5; i++) {
            sweep(aggregate);
            at.clock.advance(Duration.ofMinutes(1));
        }

        assertThat(posted).hasSize(3);
        assertThat(audit("digits")).contains("PASSED", "NOT_NOTIFIED").doesNotContain("NOTIFIED");
    }

    @Test
    void aRefusalIsNotRepeated() {
        answers.add(410);
        Aggregate aggregate = aggregate(allowed());
        complete("digits");

        sweep(aggregate);
        at.clock.advance(Duration.ofMinutes(1));
        sweep(aggregate);

        assertThat(posted).hasSize(1);
        assertThat(audit("digits")).contains("NOT_NOTIFIED");
    }

    @Test
    void aHostThatThisProcessMayNotCallIsLeftToOthersForAWhile() {
        Aggregate forbidden = aggregate(AllowedHosts.NONE);
        complete("digits");
        sweep(forbidden);
        at.clock.advance(Duration.ofMinutes(1));

        sweep(aggregate(allowed()));

        assertThat(posted).hasSize(1);
    }

    @Test
    void aPostThatNobodySawTheEndOfHappensAgain() {
        Aggregate aggregate = aggregate(allowed());
        complete("digits");
        // given: a process that took the notice and died
        at.ledger.notices().take(10, Duration.ofSeconds(20), Optional.empty());
        sweep(aggregate);
        assertThat(posted).isEmpty();

        at.clock.advance(Duration.ofSeconds(20));
        sweep(aggregate);

        assertThat(posted).hasSize(1);
    }

    @Test
    void inTheBackgroundClosingTellsWhatIsStillToBeTold() {
        complete("digits");

        Notifier.inBackground(at.ledger, config(allowed())).close();

        assertThat(posted).hasSize(1);
        assertThat(at.ledger.notices().pending(id("digits"))).isFalse();
    }

    /** Completes a batch, and says the id of the event that said so. */
    private String complete(String key) {
        Join join = Joined.classification().succeeded("a", "accuracy", 0).join();
        BatchSpec spec = join.spec();
        URI hook = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        at.accept(
                key,
                new BatchSpec(
                        spec.name(),
                        Queueing.USUAL,
                        spec.jobs(),
                        spec.gates(),
                        spec.join(),
                        spec.retry(),
                        null,
                        hook,
                        false),
                join);
        at.ledger
                .results()
                .record(at.claim().stream()
                        .map(attempt -> OpenLedger.succeeded(attempt, 0.9))
                        .toList());
        at.ledger
                .joins()
                .waiting()
                .forEach(batch -> at.ledger
                        .joins()
                        .complete(
                                Judge.judge(at.ledger.joins().ready(batch).orElseThrow())
                                        .orElseThrow(),
                                "event-" + key));
        return Answers.of(at.ledger.joins().completedBy("event-" + key).get(0))
                .get(0)
                .getId();
    }

    private void sweep(Aggregate aggregate) {
        assertThat(aggregate.handle(SampleEvents.sweep())).isEmpty();
    }

    private Aggregate aggregate(AllowedHosts hosts) {
        return new Aggregate(
                at.ledger, Manifests.unchecked(), Notifier.inline(at.ledger, config(hosts)), OpenLedger.LEASE);
    }

    private static NotifierConfig config(AllowedHosts hosts) {
        return new NotifierConfig(hosts, Duration.ofSeconds(5), THRICE, null);
    }

    private AllowedHosts allowed() {
        return AllowedHosts.parse("127.0.0.1:" + server.getAddress().getPort());
    }

    private List<String> audit(String key) {
        return at.ledger.history().audit(id(key)).stream()
                .map(History.Entry::what)
                .toList();
    }

    private static BatchId id(String key) {
        return BatchId.derive("/test", key);
    }
}
