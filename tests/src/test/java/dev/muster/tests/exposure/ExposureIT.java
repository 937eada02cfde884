package dev.muster.tests.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import dev.muster.contract.DataFormat;
import dev.muster.contract.Dataset;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Digest;
import dev.muster.contract.JobId;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Json;
import dev.muster.contract.Resources;
import dev.muster.contract.SampleEvents;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import dev.muster.contract.catalogue.ProgramReader;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.contract.gateway.Submission;
import dev.muster.tests.exposure.Listener.Service;
import dev.muster.tests.exposure.Listener.Speech;
import dev.muster.tests.house.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All ports of Ray itself; the ports are those of {@code docs/cluster.md}. */
@Timeout(300)
class ExposureIT {
    private static final Set<Service> EXPECTED = Set.of(Service.values());

    /** What is answered without the token, and why that is left so: Ray offers no way to close it. */
    private static final Map<String, String> OPEN = Map.of(
            "DASHBOARD /", "the page without any data, which then asks for the token",
            "DASHBOARD /favicon.ico", "a picture",
            "DASHBOARD /api/authentication_mode", "says that a token is needed",
            "DASHBOARD /api/gcs_healthz", "says that it lives",
            "AGENT_HTTP /api/local_raylet_healthz", "says that it lives",
            "METRICS /metrics", "figures for Prometheus",
            "DASHBOARD_METRICS /metrics", "figures for Prometheus",
            "AUTOSCALER_METRICS /metrics", "figures for Prometheus");

    private static final List<String> PATHS = List.of(
            "/api/jobs/",
            "/api/job_agent/jobs/",
            "/api/version",
            "/log_proxy?url=http://127.0.0.1:22/",
            "/logs",
            "/api/v0/logs?node_id=x",
            "/api/v0/logs/file?node_ip=127.0.0.1&filename=../../token",
            "/api/v0/tasks",
            "/api/v0/actors",
            "/api/snapshot",
            "/api/cluster_status",
            "/api/component_activities",
            "/nodes?view=summary",
            "/worker/traceback?pid=1",
            "/api/serve/applications/",
            "/get_or_create_runtime_env");

    private static final String CALLS = """
            import grpc, sys
            for call in sys.argv[1:]:
                at, method = call.split('/', 1)
                for metadata in ((), (('authorization', 'Bearer ' + 64 * '0'),)):
                    with grpc.insecure_channel(at, options=[('grpc.enable_http_proxy', 0)]) as channel:
                        try:
                            channel.unary_unary('/' + method)(b'', timeout=5, metadata=metadata)
                            print(call, 'ANSWERED')
                        except grpc.RpcError as e:
                            print(call, e.code().name)
            """;

    private static final String DRIVER = """
            import ray, sys
            ray.init(address=sys.argv[1])
            @ray.remote
            def call(): open(sys.argv[2], 'w').close()
            ray.get(call.remote())
            print('EXECUTED')
            """;

    private static Exposed cluster;

    @BeforeAll
    static void up() throws Exception {
        cluster = Exposed.up();
    }

    @AfterAll
    static void down() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void nothingWasExecuted() {
        assertThat(cluster.marker()).doesNotExist();
    }

    @Test
    void everyPortIsKnown() throws IOException {
        Set<Service> found = cluster.listeners().stream().map(Listener::service).collect(Collectors.toSet());
        assertThat(found).containsExactlyInAnyOrderElementsOf(EXPECTED);
    }

    @Test
    void whatSpeaksHttpAsksForTheToken() throws IOException {
        for (Listener listener : listeners(Speech.HTTP)) {
            for (List<String> headers :
                    List.of(List.<String>of(), List.of("Authorization: Bearer " + "0".repeat(64)))) {
                for (String path : PATHS) {
                    refused(listener, "GET " + path, headers, "");
                    refused(listener, "POST " + path, headers, job());
                    refused(listener, "PUT " + path, headers, job());
                }
            }
        }
    }

    /** Nor does what is open take anything. */
    @Test
    void whatIsOpenIsOnTheListAndDoesNothing() throws IOException {
        for (Listener listener : listeners(Speech.HTTP, Speech.METRICS)) {
            for (String path : List.of(
                    "/",
                    "/favicon.ico",
                    "/metrics",
                    "/api/gcs_healthz",
                    "/api/authentication_mode",
                    "/api/local_raylet_healthz")) {
                boolean open = status(Stranger.ask(listener, "GET " + path, List.of(), "")) < 300;
                if (open && listener.service().speech == Speech.HTTP) {
                    assertThat(OPEN).containsKey(listener.service() + " " + path);
                }
            }
            String answer = Stranger.ask(listener, "POST /api/jobs/", List.of(), job());
            assertThat(answer).doesNotContain("submission_id");
        }
    }

    /** CVE-2025-62593: a page in a browser of the machine's user, the token at hand or not, by a name of its own. */
    @Test
    void browsersCannotSubmit() throws IOException {
        String token = java.nio.file.Files.readString(cluster.folder().resolve("token"))
                .strip();
        Listener dashboard = listeners(Speech.HTTP).stream()
                .filter(it -> it.service() == Service.DASHBOARD)
                .findFirst()
                .orElseThrow();
        List<List<String>> browsers = List.of(
                List.of("Host: evil.example", "Origin: http://evil.example", "User-Agent: Mozilla/5.0 Chrome/140.0"),
                List.of("User-Agent: other", "Origin: http://evil.example", "Sec-Fetch-Site: cross-site"),
                List.of("Host: evil.example", "Referer: http://evil.example/", "User-Agent: Mozilla/5.0"));
        for (List<String> browser : browsers) {
            for (String method : List.of("POST", "PUT")) {
                refused(dashboard, method + " /api/jobs/", browser, job());
                List<String> known = new ArrayList<>(browser);
                known.add("Authorization: Bearer " + token);
                refused(dashboard, method + " /api/jobs/", known, job());
                known.set(known.size() - 1, "Cookie: ray-authentication-token=" + token);
                refused(dashboard, method + " /api/jobs/", known, job());
            }
        }
    }

    @Test
    void whatSpeaksGrpcAsksForTheToken() throws Exception {
        List<String> calls = listeners(Speech.GRPC).stream()
                .flatMap(it -> it.service().calls.stream().map(call -> it.at() + "/" + call))
                .toList();
        List<String> arguments = new ArrayList<>(List.of(CALLS));
        arguments.addAll(calls);
        List<String> answers = Stranger.python(cluster.python(), cluster.home(), "", arguments);
        assertThat(answers)
                .hasSize(2 * calls.size())
                .allSatisfy(it -> assertThat(it).endsWith(" UNAUTHENTICATED"));
    }

    /** All at once, since each of them tries for half a minute. */
    @Test
    void driversAndClientsNeedTheToken() {
        String gcs = cluster.status().path("ray").asText();
        String client = "ray://" + cluster.head() + ":" + (cluster.gateway().getPort() + 3);
        List<CompletableFuture<List<String>>> drivers = Stream.of(gcs, client)
                .flatMap(address -> Stream.of("", "0".repeat(64))
                        .map(token -> CompletableFuture.supplyAsync(() -> drive(address, token))))
                .toList();
        assertThat(drivers.stream().map(CompletableFuture::join))
                .allSatisfy(said -> assertThat(said).isNotEmpty().noneMatch("EXECUTED"::equals));
    }

    private static List<String> drive(String address, String token) {
        try {
            List<String> arguments = List.of(DRIVER, address, cluster.marker().toString());
            return Stranger.python(cluster.python(), cluster.home(), token, arguments);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void theGatewayServesNobodyWithoutTheRightKey() throws Exception {
        Caller nobody = Caller.withoutKey(cluster.access());
        assertThat(nobody.get(GatewayApi.CAPACITY).statusCode()).isEqualTo(401);
        assertThat(nobody.get("/anything").statusCode()).isEqualTo(404);
        assertThat(nobody.post(GatewayApi.SUBMISSIONS, submission()).statusCode())
                .isEqualTo(401);
        Caller impostor = Caller.impostor(cluster.access(), cluster.home());
        assertThatThrownBy(() -> impostor.post(GatewayApi.SUBMISSIONS, submission()))
                .isInstanceOf(IOException.class);
        for (Listener gateway : listeners(Speech.TLS)) {
            assertThat(Stranger.ask(gateway, "POST " + GatewayApi.SUBMISSIONS, List.of(), submission()))
                    .doesNotContain("HTTP/1.1 2");
        }
    }

    /** Each text of a job could be a command; the job fails, or is refused, and none is run. */
    @Test
    void textsOfJobsAreNeverCommands() throws Exception {
        Caller known = Caller.known(cluster.access());
        assertThat(known.post(GatewayApi.SUBMISSIONS, submission()).statusCode())
                .isIn(202, 400, 422);
        String ended = "";
        for (int i = 0; i < 10 && !ended.contains("failed"); i++) {
            ended = known.get(GatewayApi.EVENTS + "?channel=exposed&after=0&wait=10")
                    .body();
        }
        assertThat(ended).contains("failed");
    }

    /** Two attempts whose texts are commands: one of an algorithm, one of a program that there is. */
    private static String submission() {
        String command = "x'; touch " + cluster.marker() + "; $(touch " + cluster.marker() + ") `touch "
                + cluster.marker() + "` #";
        DatasetSpec data = new DatasetSpec(
                command, command, DataFormat.CSV, Task.CLASSIFICATION, command, List.of(), new Split(0.1, 0.2, 1));
        String program = ProgramReader.find(Repository.ROOT.resolve("programs"), "sklearn-forest")
                .orElseThrow()
                .algorithm()
                .name();
        List<Assignment> assignments = Stream.of("mlp", program)
                .map(algorithm -> new Assignment(
                        new Attempt(SampleEvents.BATCH, JobId.derive(SampleEvents.BATCH, algorithm), 1),
                        new JobSpec(
                                command,
                                command,
                                algorithm,
                                Map.of("epochs", command, command, command),
                                1,
                                new Dataset(data, Digest.of("data")),
                                Resources.ONE_CPU)))
                .toList();
        return Json.text(new Submission("exposed", assignments));
    }

    private static List<Listener> listeners(Speech... speeches) throws IOException {
        List<Listener> found = cluster.listeners().stream()
                .filter(it -> List.of(speeches).contains(it.service().speech))
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static String job() {
        return Json.text(Map.of("entrypoint", "touch " + cluster.marker()));
    }

    private static void refused(Listener listener, String request, List<String> headers, String body)
            throws IOException {
        String answer = Stranger.ask(listener, request, headers, body);
        assertThat(status(answer))
                .as(listener + " " + request + " " + headers + ": " + answer)
                .isIn(401, 403, 404, 405);
    }

    /** As if refused where nothing comes back at all. */
    private static int status(String answer) {
        return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 400;
    }
}
