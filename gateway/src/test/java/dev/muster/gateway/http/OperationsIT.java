package dev.muster.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.Json;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.Cancellation;
import dev.muster.contract.gateway.ChannelEvents;
import dev.muster.contract.gateway.ClusterCapacity;
import dev.muster.contract.gateway.Fingerprint;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.contract.gateway.Submission;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verified caller gets. */
class OperationsIT {
    @TempDir
    static Path folder;

    private static Installation gateway;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        Certificates certificates = Certificates.in(folder);
        certificates.issue("train", "CN=train", "authority");
        gateway = Installation.start(folder.resolve("spool"), certificates, null);
        client = Client.of(gateway.address(), certificates.client("train"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void reachable() {
        gateway.backend.reachable(true);
    }

    @Test
    void aSubmissionGoesToTheBackendAndTheSameAgainToo() throws Exception {
        List<Assignment> chunk = Samples.assignments(3);
        String body = Json.text(new Submission("mine", chunk));

        assertThat(client.post(GatewayApi.SUBMISSIONS, body).statusCode()).isEqualTo(202);
        assertThat(client.post(GatewayApi.SUBMISSIONS, body).statusCode()).isEqualTo(202);

        assertThat(gateway.backend.attempts).containsEntry(chunk.get(2).attempt(), "mine");
        assertThat(gateway.backend.chunks).endsWith(3, 3);
        HttpResponse<String> one = client.get(GatewayApi.attempt(chunk.get(0).attempt()));
        assertThat(Json.read(one.body(), AttemptStatus.class).state()).isEqualTo(AttemptStatus.State.RUNNING);
        assertThat(client.get(GatewayApi.ATTEMPTS).body())
                .contains(chunk.get(1).attempt().job().value());
    }

    @Test
    void aCancellationGoesToTheBackend() throws Exception {
        List<Attempt> unwanted = List.of(SampleEvents.ATTEMPT);

        assertThat(client.post(GatewayApi.CANCELLATIONS, Json.text(new Cancellation(unwanted)))
                        .statusCode())
                .isEqualTo(202);
        assertThat(gateway.backend.cancelled).containsAll(unwanted);
    }

    @Test
    void capacityAndFingerprintAreTheBackends() throws Exception {
        ClusterCapacity capacity = Json.read(client.get(GatewayApi.CAPACITY).body(), ClusterCapacity.class);
        Fingerprint fingerprint = Json.read(client.get(GatewayApi.FINGERPRINT).body(), Fingerprint.class);

        assertThat(capacity).isEqualTo(gateway.backend.capacity());
        assertThat(fingerprint).isEqualTo(gateway.backend.fingerprint());
    }

    @Test
    void aClusterThatIsAwayIsATemporaryTrouble() throws Exception {
        gateway.backend.reachable(false);
        HttpResponse<String> answer =
                client.post(GatewayApi.SUBMISSIONS, Json.text(new Submission(null, Samples.assignments(1))));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void callsOneAfterAnotherShareAThread() throws Exception {
        for (int call = 0; call < 100; call++) {
            assertThat(client.get(GatewayApi.CAPACITY).statusCode()).isEqualTo(200);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("muster-http-"))
                .as("threads that answer")
                .hasSizeBetween(1, 20);
    }

    @Test
    void eventsWaitUntilTheyHaveArrived() throws Exception {
        var sink = gateway.spool().sink("waiting");
        CompletableFuture<HttpResponse<String>> poll = client.http()
                .sendAsync(
                        client.request(GatewayApi.EVENTS + "?channel=waiting&after=0&wait=20")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        sink.emit(SampleEvents.finished());
        ChannelEvents first = Json.read(poll.get().body(), ChannelEvents.class);
        sink.emit(SampleEvents.progressed());
        ChannelEvents again = events("waiting", 0);
        ChannelEvents next = events("waiting", first.last());

        assertThat(first.events()).hasSize(1);
        assertThat(first.events().get(0).path("id").asText())
                .isEqualTo(SampleEvents.finished().getId());
        assertThat(again.events()).hasSize(2);
        assertThat(next.events()).hasSize(1);
        assertThat(events("waiting", next.last()).events()).isEmpty();
    }

    @Test
    void aLogIsSentWhileItIsWritten() throws Exception {
        Attempt attempt = Samples.assignments(11).get(10).attempt();
        gateway.backend.submit(null, Samples.assignments(11));
        gateway.backend.says(attempt, "one");
        var answer = client.http()
                .send(client.request(GatewayApi.log(attempt)).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("one");
            gateway.backend.says(attempt, "two");
            assertThat(lines.readLine()).isEqualTo("two");
            assertThat(client.get(GatewayApi.log(attempt) + "?follow=false").body())
                    .isEqualTo("one\ntwo\n");
            gateway.backend.says(attempt, "three");
            gateway.backend.ends(attempt);
            assertThat(lines.readLine()).isEqualTo("three");
            assertThat(lines.readLine()).isNull();
        }
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    }

    private static ChannelEvents events(String channel, long after) throws IOException, InterruptedException {
        String path = GatewayApi.EVENTS + "?channel=" + channel + "&wait=0&after=" + after;
        return Json.read(client.get(path).body(), ChannelEvents.class);
    }
}
