package dev.muster.tests.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.serve.HttpFront;
import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Json;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.WireForm;
import dev.muster.tests.house.Repository;
import dev.muster.validate.ValidateConfig;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServeIT {
    private static final String BATCH = """
            {"batch": "%s", "dataset": "penguins",
             "jobs": [{"name": "only", "model": "logistic-regression", "parameters": {"epochs": 2}}]}""";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path folder;

    private static Muster muster;
    private static HttpFront front;

    @BeforeAll
    static void open() throws IOException {
        ValidateConfig rules = new ValidateConfig(
                List.of(Repository.ROOT),
                AllowedHosts.NONE,
                RetryPolicy.DEFAULT,
                null,
                null,
                Repository.ROOT.resolve("examples/pipelines.yaml"),
                null);
        muster = Muster.open(MusterConfig.embedded(new Home(folder), rules), Clock.systemUTC())
                .work(null);
        front = HttpFront.open(muster, Clock.systemUTC(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterAll
    static void close() {
        front.close();
        muster.close();
    }

    @Test
    void aPostedBatchIsTrainedOnceForItsKey() throws Exception {
        var headers = Map.of("content-type", "application/json", "Idempotency-Key", "k-1");
        HttpResponse<String> first = post("/batches", headers, BATCH.formatted("posted"));
        HttpResponse<String> again = post("/batches", headers, BATCH.formatted("posted"));
        HttpResponse<String> other = post("/batches", headers, BATCH.formatted("another"));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("location"))
                .isEqualTo(first.headers().firstValue("location"))
                .isPresent();
        assertThat(other.statusCode()).as("another body with the same key").isEqualTo(422);
        String location = first.headers().firstValue("location").orElseThrow();
        assertThat(verdict(location)).isEqualTo(BatchState.PASSED);
        HttpResponse<String> report = get(location + "/report");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.body()).startsWith("<!doctype html>").contains("posted");
    }

    @Test
    void aRequestComesAsAnEventInBothModes() throws Exception {
        for (boolean structured : List.of(false, true)) {
            CloudEvent event = CloudEventBuilder.v1()
                    .withId("event-" + structured)
                    .withType(EventTypes.BATCH_REQUESTED)
                    .withSource(URI.create("/tests/serve"))
                    .withData("application/json", BATCH.formatted("event").getBytes(StandardCharsets.UTF_8))
                    .build();

            HttpResponse<String> answer = send(structured ? WireForm.structured(event) : WireForm.binary(event));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(verdict(answer.headers().firstValue("location").orElseThrow()))
                    .isEqualTo(BatchState.PASSED);
        }
    }

    @Test
    void anObjectInABucketStartsItsPipelineOnce() throws Exception {
        WireForm event = WireForm.binary(SampleEvents.objectCreated("incoming", "breast-cancer.csv", "01"));

        HttpResponse<String> answer = send(event);
        HttpResponse<String> again = send(event);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String location = answer.headers().firstValue("location").orElseThrow();
        assertThat(again.headers().firstValue("location")).contains(location);
        assertThat(verdict(location)).isEqualTo(BatchState.PASSED);
        assertThat(get(location).body()).contains("tumours breast-cancer");
    }

    @Test
    void aTickStartsItsPipeline() throws Exception {
        CloudEvent tick = CloudEventBuilder.v1()
                .withId("a-random-one")
                .withType(EventTypes.PING)
                .withSource(URI.create("/apis/v1/namespaces/muster/pingsources/nightly"))
                .withTime(OffsetDateTime.parse("2026-03-01T02:00:00.25Z"))
                .build();

        HttpResponse<String> answer = send(WireForm.binary(tick));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(verdict(answer.headers().firstValue("location").orElseThrow()))
                .isEqualTo(BatchState.PASSED);
    }

    @Test
    void whatNobodyWaitsForIsSkippedAndSaidSo() throws Exception {
        HttpResponse<String> answer = send(WireForm.binary(SampleEvents.objectCreated("elsewhere", "x.csv", "01")));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("no pipeline");
    }

    @Test
    void aBadRequestIsAnsweredWithEveryProblem() throws Exception {
        HttpResponse<String> answer = post(
                "/batches",
                Map.of("content-type", "application/json"),
                "{\"jobs\": [{\"model\": \"mpl\", \"dataset\": \"digitz\"}], \"colour\": 1}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.mapper().readTree(answer.body()).get("problems")).hasSize(3);
        assertThat(post("/batches", Map.of("content-type", "text/plain"), "x").statusCode())
                .isEqualTo(415);
        assertThat(get("/batches/b-0000000000000000").statusCode()).isEqualTo(404);
    }

    private static BatchState verdict(String location) {
        BatchId batch = new BatchId(location.substring(location.lastIndexOf('/') + 1));
        return muster.watch().await(batch, Duration.ofSeconds(60)).orElseThrow().state();
    }

    private static HttpResponse<String> send(WireForm event) throws Exception {
        return post("/", event.headers(), new String(event.body(), StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(front.address().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(front.address().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
