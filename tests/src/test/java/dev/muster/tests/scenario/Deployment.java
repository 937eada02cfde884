package dev.muster.tests.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import dev.muster.edge.BrokerClient;
import dev.muster.edge.EventCodec;
import dev.muster.edge.HttpMessage;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Muster in the namespace {@code muster} of a cluster. What its Broker sees is recorded by a pod that is there as
 * long as this is open. The ledger is reached as the Secret says, by way of the cluster when it is the local overlay's.
 */
final class Deployment implements Installation {
    private static final String NAMESPACE = "muster";
    private static final Duration COLD = Duration.ofSeconds(90);

    private final Kubectl kubectl;
    private final Path recorder;
    private final BrokerClient broker;
    private final Ledger ledger;

    Deployment(Kubectl kubectl, Path recorder, String ingress) {
        this.kubectl = kubectl;
        this.recorder = recorder;
        kubectl.apply(recorder);
        kubectl.run("-n", NAMESPACE, "rollout", "status", "deployment/e2e-recorder", "--timeout=180s");
        kubectl.run("-n", NAMESPACE, "wait", "--for=condition=ready", "trigger/e2e-recorder", "--timeout=180s");
        int port = kubectl.forward("knative-eventing", ingress, 80);
        this.broker = new BrokerClient(URI.create("http://127.0.0.1:" + port + "/muster/muster"), COLD);
        this.ledger = Ledger.open(config(), Clock.systemUTC());
    }

    private LedgerConfig config() {
        String url = secret("MUSTER_DB_URL");
        String host = "//postgres.muster.svc.cluster.local:5432/";
        return new LedgerConfig(
                url.contains(host)
                        ? url.replace(host, "//127.0.0.1:" + kubectl.forward(NAMESPACE, "postgres", 5432) + "/")
                        : url,
                secret("MUSTER_DB_USER"),
                secret("MUSTER_DB_PASSWORD"),
                2);
    }

    private String secret(String key) {
        String encoded =
                kubectl.run("-n", NAMESPACE, "get", "secret", "muster-database", "-o", "jsonpath={.data." + key + "}");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    /** How many pods of a function there are. */
    int pods(String function) {
        String names = kubectl.run(
                "-n", NAMESPACE, "get", "pods", "-l", "serving.knative.dev/service=" + function, "-o", "name");
        return (int) names.lines().filter(line -> line.startsWith("pod/")).count();
    }

    /** Makes a new revision of a function; returns once it is the one that answers. */
    void upgrade(String function, String mark) {
        String patch =
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"muster.dev/e2e\":\"" + mark + "\"}}}}}";
        String service = "kservice/" + function;
        kubectl.run("-n", NAMESPACE, "patch", service, "--type=merge", "-p", patch);
        kubectl.run("-n", NAMESPACE, "wait", "--for=condition=ready", service, "--timeout=180s");
    }

    @Override
    public void send(CloudEvent event) {
        broker.emit(event);
    }

    @Override
    public List<CloudEvent> seen() {
        return kubectl.run("-n", NAMESPACE, "logs", "deployment/e2e-recorder", "--tail=-1")
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Deployment::event)
                .toList();
    }

    private static CloudEvent event(String line) {
        JsonNode json = Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        Map<String, String> headers = new TreeMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return EventCodec.decode(new HttpMessage(
                headers, Base64.getDecoder().decode(json.path("body").asText())));
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        ledger.close();
        kubectl.run("delete", "-f", recorder.toString(), "--wait=false");
        kubectl.close();
    }
}
