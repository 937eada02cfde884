package dev.muster.train.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.Attempt;
import dev.muster.contract.ClusterConfig;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.Events;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.TrainingCluster.Capacity;
import dev.muster.contract.gateway.ClusterCapacity.Demand;
import dev.muster.contract.gateway.Submission;
import dev.muster.gateway.http.Certificates;
import dev.muster.gateway.http.Installation;
import dev.muster.gateway.http.Issuer;
import dev.muster.gateway.http.Samples;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter, a real gateway, TLS between them; only the backend is a fake. */
class GatewayClusterIT {
    private static final RetryPolicy PATIENT = new RetryPolicy(10, Duration.ofMillis(20));
    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ofMillis(1));

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Issuer issuer;
    private static Installation gateway;

    private final BlockingQueue<CloudEvent> emitted = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() throws IOException, JoseException {
        certificates = Certificates.in(folder);
        certificates.issue("train", "CN=train", "authority");
        certificates.issue("stranger", "CN=stranger", "authority");
        issuer = Issuer.start();
        gateway = Installation.start(folder.resolve("spool"), certificates, issuer);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
    }

    @BeforeEach
    void reachable() {
        gateway.backend.reachable(true);
    }

    @Test
    void chunksThatAreTooLargeAreSplit() {
        try (GatewayCluster cluster = open(access("train", null), 0)) {
            cluster.submit(Samples.assignments(Submission.LARGEST + 1));
        }

        assertThat(gateway.backend.chunks).endsWith(Submission.LARGEST, 1);
        assertThat(gateway.backend.attempts).hasSize(Submission.LARGEST + 1).containsValue("null");
    }

    @Test
    void cancellationsArrive() {
        List<Attempt> unwanted = List.of(SampleEvents.ATTEMPT);
        try (GatewayCluster cluster = open(access("train", null), 0)) {
            cluster.cancel(unwanted);
        }

        assertThat(gateway.backend.cancelled).containsAll(unwanted);
    }

    @Test
    void aSlotIsACoreAndTheConfigurationMayLimitThem() {
        gateway.backend.asked(new Demand(1, 3, 0, 0), new Demand(1, 1, 0, 0));
        try (GatewayCluster all = open(access("train", null), 0);
                GatewayCluster limited = open(access("train", null), 3)) {
            assertThat(all.capacity()).isEqualTo(new Capacity(6, 4));
            assertThat(limited.capacity().free()).isEqualTo(1);
            gateway.backend.asked(new Demand(4, 1, 0, 0), new Demand(1, 0, 0, 0));
            assertThat(all.capacity()).isEqualTo(new Capacity(6, 5));
            assertThat(limited.capacity()).isEqualTo(new Capacity(3, 5));
        }
    }

    @Test
    void aClusterThatComesBackInTimeIsReachedAndOneThatDoesNotIsUnavailable() {
        gateway.backend.reachable(false);
        CompletableFuture<Void> back = CompletableFuture.runAsync(
                () -> gateway.backend.reachable(true), CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
        try (GatewayCluster patient = open(access("train", null, PATIENT), 0)) {
            assertThat(patient.capacity().slots()).isEqualTo(6);
        }
        back.join();
        gateway.backend.reachable(false);
        try (GatewayCluster cluster = open(access("train", null, ONCE), 0)) {
            assertThatThrownBy(() -> cluster.submit(Samples.assignments(1)))
                    .isInstanceOf(ClusterUnavailableException.class)
                    .hasMessageContaining("503");
        }
    }

    @Test
    void aGatewayThatIsNotThereIsUnavailable() {
        try (GatewayCluster cluster =
                GatewayCluster.open(config("https://localhost:1", 0), access("train", null, ONCE), emitted::add)) {
            assertThatThrownBy(cluster::capacity).isInstanceOf(ClusterUnavailableException.class);
        }
    }

    @Test
    void aStrangerIsRefusedAtOnce() {
        try (GatewayCluster cluster = open(access("stranger", null, PATIENT), 0)) {
            assertThatThrownBy(cluster::capacity)
                    .isInstanceOf(GatewayRefusedException.class)
                    .hasMessageContaining("403");
        }
    }

    @Test
    void aGatewayOfAnotherAuthorityIsNotTalkedTo() {
        certificates.authority("elsewhere");
        GatewayAccess access = new GatewayAccess(
                new GatewayAccess.Keys(null, certificates.store("elsewhere"), certificates.passwordFile()),
                null,
                null,
                ONCE);
        try (GatewayCluster cluster = open(access, 0)) {
            assertThatThrownBy(cluster::capacity).isInstanceOf(ClusterUnavailableException.class);
        }
    }

    @Test
    void theTokenIsReadAgainForEachRequest() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), issuer.token("somebody"));
        GatewayAccess access = new GatewayAccess(
                new GatewayAccess.Keys(null, certificates.trust(), certificates.passwordFile()), token, null, ONCE);
        try (GatewayCluster cluster = open(access, 0)) {
            assertThatThrownBy(cluster::capacity).hasMessageContaining("403");
            Files.writeString(token, issuer.token("train") + "\n");
            assertThat(cluster.capacity().slots()).isEqualTo(6);
            Files.delete(token);
            assertThatThrownBy(cluster::capacity).isInstanceOf(ClusterUnavailableException.class);
        }
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgain() throws Exception {
        int before = gateway.backend.chunks.size();
        try (Wire wire = new Wire(gateway.address().getPort());
                GatewayCluster cluster = GatewayCluster.open(
                        config("https://localhost:" + wire.port(), 0), access("train", null, PATIENT), emitted::add)) {
            gateway.backend.whenTaken(wire::cut);
            cluster.submit(Samples.assignments(2));
        }

        assertThat(gateway.backend.chunks.subList(before, gateway.backend.chunks.size()))
                .containsExactly(2, 2);
    }

    @Test
    void eventsAreFetchedAndAcknowledgedOnceHandedOn() throws Exception {
        gateway.spool().sink("first").emit(event(1));
        AtomicInteger calls = new AtomicInteger();
        try (GatewayCluster cluster = GatewayCluster.open(
                config(gateway.address().toString(), 0), access("train", "first", PATIENT), event -> {
                    if (calls.incrementAndGet() < 3) {
                        assertThat(waiting("first")).isEqualTo(1);
                        throw new IllegalStateException("not now");
                    }
                    emitted.add(event);
                })) {
            assertThat(next()).isEqualTo(event(1).getId());
            gateway.spool().sink("first").emit(event(2));
            assertThat(next()).isEqualTo(event(2).getId());
            assertThat(cluster.name()).isEqualTo("far");
        }
    }

    @Test
    void aGatewayThatIsRestartedWhileSomebodyWaitsGoesOn() throws Exception {
        try (GatewayCluster cluster = open(access("train", "second", PATIENT), 0)) {
            gateway.spool().sink("second").emit(event(1));
            assertThat(next()).isEqualTo(event(1).getId());
            gateway.close();
            gateway.restart();
            gateway.spool().sink("second").emit(event(2));
            assertThat(next()).isEqualTo(event(2).getId());
            assertThat(cluster.capacity().slots()).isEqualTo(6);
        }
        assertThat(emitted).isEmpty();
    }

    /** The backoff once grew past the lease, and attempts of a gateway that was back were found lost. */
    @Test
    void eventsOfAGatewayThatIsBackAreFetchedWithinAHeartbeat() throws Exception {
        RetryPolicy slow = new RetryPolicy(3, Duration.ofMinutes(2));
        gateway.close();
        try (GatewayCluster cluster = open(access("train", "third", slow), 0)) {
            TimeUnit.MILLISECONDS.sleep(300);
            gateway.restart();
            gateway.spool().sink("third").emit(event(1));
            assertThat(next()).isEqualTo(event(1).getId());
            assertThat(cluster.name()).isEqualTo("far");
        }
    }

    private static int waiting(String channel) {
        try {
            return gateway.spool().after(channel, 0, Duration.ZERO).events().size();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String next() throws InterruptedException {
        CloudEvent event = emitted.poll(20, TimeUnit.SECONDS);
        return event == null ? "none" : event.getId();
    }

    private GatewayCluster open(GatewayAccess access, int slots) {
        return GatewayCluster.open(config(gateway.address().toString(), slots), access, emitted::add);
    }

    private static ClusterConfig config(String address, int slots) {
        return new ClusterConfig("far", address, "file:///a", folder, slots, Duration.ofSeconds(1));
    }

    private static GatewayAccess access(String certificate, String channel) {
        return access(certificate, channel, ONCE);
    }

    private static GatewayAccess access(String certificate, String channel, RetryPolicy retry) {
        return new GatewayAccess(
                new GatewayAccess.Keys(
                        certificates.store(certificate), certificates.trust(), certificates.passwordFile()),
                null,
                channel,
                retry);
    }

    private static CloudEvent event(int number) {
        return Events.of("test", "/test", "x", String.valueOf(number), Instant.EPOCH, Map.of("number", number));
    }
}
