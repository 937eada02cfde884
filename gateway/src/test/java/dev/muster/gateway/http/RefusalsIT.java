package dev.muster.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Json;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.contract.gateway.Submission;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What not even a verified caller gets. */
class RefusalsIT {
    private static final long SEED = 20_260_301;

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

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:443", "localhost.evil.example", "10.0.0.1"})
    void anotherHostIsNotServed(String host) throws Exception {
        assertThat(client.raw("GET /healthz", Map.of("Host", host))).startsWith("HTTP/1.1 421");
    }

    @Test
    void aRequestNamesOneHostInItsHeader() throws Exception {
        assertThat(client.raw("GET /healthz", Map.of("Host", "localhost:1"))).startsWith("HTTP/1.1 200");
        assertThat(client.raw("GET /healthz", Map.of())).startsWith("HTTP/1.1 400");
        assertThat(client.raw("GET /healthz", Map.of("Host", "localhost", "host", "evil.example")))
                .startsWith("HTTP/1.1 400");
        assertThat(client.raw("GET https://localhost/healthz", Map.of("Host", "localhost")))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /v1, 404",
        "GET, /v1/capacity/, 404",
        "GET, /v1/%63apacity, 404",
        "GET, /v1/../v1/capacity, 404",
        "GET, //v1/capacity, 400",
        "GET, /v1/attempts/b-0/j-0/1, 404",
        "GET, /v1/attempts/b-0123456789abcdef/j-0123456789abcdef/1, 404",
        "GET, /v1/attempts/b-0123456789abcdef/j-0123456789abcdef/1/log, 404",
        "GET, /v1/attempts/b-0123456789abcdef/j-0123456789abcdef/0, 404",
        "GET, /v1/submissions, 405",
        "DELETE, /v1/attempts, 405",
        "OPTIONS, /v1/submissions, 405",
        "HEAD, /v1/capacity, 405",
        "POST, /healthz, 405",
        "PUT, /v1/submissions, 405",
        "GET, /v1/events, 400",
        "GET, /v1/events?channel=../x, 400",
        "GET, /v1/events?channel=_broker, 400",
        "GET, /v1/events?channel=a&after=-1, 400",
        "GET, /v1/events?channel=a&after=99999999999999999999, 400",
        "GET, /v1/events?channel=a&wait=31, 400",
        "GET, /v1/events?channel=a&channel=b, 400",
        "GET, /v1/events?channel=%, 400",
    })
    void whatIsNotInTheInterfaceIsRefused(String method, String path, int status) throws Exception {
        assertThat(client.raw(method + " " + path, Map.of("Host", "localhost"))).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-java-serialized-object", "application/jsonp", "multipart/form-data"
            })
    void onlyJsonIsRead(String type) throws Exception {
        HttpResponse<String> answer = client.send(client.request(GatewayApi.SUBMISSIONS)
                .header("Content-Type", type)
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString(valid()))
                .build());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        Map<String, String> headers = new TreeMap<>(Map.of("Host", "localhost", "Content-Type", "application/json"));
        headers.put("Content-Length", String.valueOf(JsonBody.LIMIT + 1));
        assertThat(client.raw("POST /v1/submissions", headers)).startsWith("HTTP/1.1 413");
        headers.put("Content-Length", "99999999999");
        assertThat(client.raw("POST /v1/submissions", headers)).startsWith("HTTP/1.1 413");
    }

    @Test
    void garbledJsonIsAnsweredWithPlaceAndFix() throws Exception {
        assertThat(refused("{\"assignments\": [")).contains("body", "\"line\":1", "send a Submission");
        assertThat(refused("null")).contains("is null");
        assertThat(refused("{}")).contains("body");
        assertThat(refused("{\"assignments\": [null]}")).contains("body");
        assertThat(refused("{\"assignments\": [{}]}"))
                .contains("body.assignments[0].attempt", "body.assignments[0].job", "is missing");
        assertThat(refused("{\"channel\": \"../x\", \"assignments\": []}")).contains("not a channel");
        assertThat(refused(valid() + "x")).contains("body");
        assertThat(refused(valid().replace(SampleEvents.BATCH.value(), "b-1"))).contains("not a batch id: b-1");
        assertThat(refused("[".repeat(100_000))).contains("body");
    }

    private static String refused(String body) throws Exception {
        HttpResponse<String> answer = client.post(GatewayApi.SUBMISSIONS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return answer.body();
    }

    /** Bodies that were valid before some of their bytes were changed, and requests likewise. */
    @Test
    void noRequestBreaksTheGateway() throws Exception {
        Random random = new Random(SEED);
        List<String> paths = List.of(GatewayApi.SUBMISSIONS, GatewayApi.CANCELLATIONS, GatewayApi.EVENTS, "/v1/x");
        for (int i = 0; i < 1_000; i++) {
            byte[] body = garbled(valid().getBytes(StandardCharsets.UTF_8), random);
            HttpResponse<String> answer = client.send(client.request(paths.get(random.nextInt(4)))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build());
            assertThat(answer.statusCode())
                    .as("seed %d, round %d: %s", SEED, i, new String(body, StandardCharsets.UTF_8))
                    .isBetween(200, 499);
        }
        byte[] request =
                "GET /v1/events?channel=a&after=1&wait=0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = garbled(request, random);
            bytes[bytes.length - 1] = '\n';
            assertThat(client.raw(ended(bytes)))
                    .as("seed %d, round %d: %s", SEED, i, new String(bytes, StandardCharsets.ISO_8859_1))
                    .doesNotContain(" 5");
        }
        assertThat(client.get(GatewayApi.CAPACITY).statusCode()).isEqualTo(200);
    }

    private static byte[] ended(byte[] request) {
        return (new String(request, StandardCharsets.ISO_8859_1) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] garbled(byte[] bytes, Random random) {
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int place = random.nextInt(bytes.length);
            bytes[place] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) "{}[]\",:0-e.\\ntf".charAt(random.nextInt(15));
                default -> bytes[random.nextInt(bytes.length)];
            };
        }
        return bytes;
    }

    private static String valid() {
        return Json.text(new Submission("mine", Samples.assignments(1)));
    }
}
