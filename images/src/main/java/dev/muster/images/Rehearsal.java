package dev.muster.images;

import static java.util.Map.entry;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchRejected;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.Json;
import dev.muster.embedded.broker.Broker;
import dev.muster.embedded.broker.BrokerOptions;
import dev.muster.embedded.broker.BrokerServer;
import dev.muster.embedded.broker.Ingress;
import dev.muster.embedded.broker.Wiring;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What the functions have around them on a cluster, on the loopback address: a ledger, a Broker wired by the Triggers
 * of {@code knative/base}, and something that looks like a gateway. One batch at a time goes through it.
 */
public final class Rehearsal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> FUNCTIONS = List.of("validate", "train", "aggregate");
    private static final String SOURCE = "/muster/rehearsal";
    private static final CompletionStage<Void> TAKEN = CompletableFuture.completedStage(null);

    private final Path folder;
    private final Wiring wiring;
    private final Keys keys;
    private final EmbeddedPostgres postgres = EmbeddedPostgres.ephemeral();

    private Rehearsal(Path folder, Wiring wiring, Keys keys) {
        this.folder = folder;
        this.wiring = wiring;
        this.keys = keys;
    }

    /**
     * Gets everything ready.
     *
     * @param folder an empty one
     * @param triggers folder of the Triggers
     */
    public static Rehearsal in(Path folder, Path triggers) throws IOException {
        Files.createDirectories(folder.resolve("artifacts"));
        Files.writeString(folder.resolve("rows.csv"), "x,y\n" + "1,a\n2,b\n".repeat(50));
        return new Rehearsal(folder, Wiring.read(triggers, "muster"), Keys.make(folder));
    }

    /** Gives the environment of the functions, but for the Broker's address, which is each batch's own. */
    public interface Start {
        /** A function that is not started yet. */
        ColdFunction function(String name, Map<String, String> environment);
    }

    /**
     * A batch from its request to its verdict, through three functions that its events start, and that are ended after.
     *
     * @param lost events that the Broker does not get
     * @return from the request to the verdict
     */
    public Took batch(String name, Start start, Predicate<CloudEvent> lost) throws IOException {
        Map<String, ColdFunction> functions = new TreeMap<>();
        try (Broker broker = new Broker(wiring, BrokerOptions.defaults());
                BrokerServer ingress = BrokerServer.start(
                        0, new Ingress(event -> lost.test(event) ? TAKEN : broker.deliver(event), PATIENCE));
                StandInGateway gateway = StandInGateway.start(keys.tls(), folder.resolve("artifacts"), broker)) {
            Map<String, String> environment = environment(ingress.address(), gateway.address());
            for (String function : FUNCTIONS) {
                functions.put(function, start.function(function, environment));
            }
            functions.forEach(broker::subscribe);
            return verdict(broker.start(), name, functions.values());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            functions.values().forEach(ColdFunction::close);
        }
    }

    private static Took verdict(Broker broker, String name, Collection<ColdFunction> functions) {
        CountDownLatch verdict = new CountDownLatch(1);
        List<String> refused = new CopyOnWriteArrayList<>();
        String batch = BatchId.derive(SOURCE, name).value();
        broker.tap(event -> {
            if (event.getType().equals(EventTypes.BATCH_REJECTED)) {
                refused.add(Json.text(Events.data(event, BatchRejected.class)));
                verdict.countDown();
            } else if (event.getType().equals(EventTypes.BATCH_COMPLETED) && batch.equals(event.getSubject())) {
                // Those that were only validated before are trained now too.
                verdict.countDown();
            }
        });
        long begin = System.nanoTime();
        broker.emit(request(name));
        try {
            if (!verdict.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) || !refused.isEmpty()) {
                throw ImageException.noBatch(name + " " + refused);
            }
            Took took = took(begin, functions);
            // train hears of the verdict too.
            broker.awaitIdle(PATIENCE);
            return took;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * A cold start: from the request for a batch to the answer of <em>validate</em>, which that starts.
     *
     * @return that time
     */
    public Took start(String name, Start start) throws IOException {
        return first("validate", request(name), start);
    }

    /** A dead letter, and the <em>console</em>, which that starts and which keeps it. */
    Took letter(String name, Start start) throws IOException {
        CloudEvent letter = CloudEventBuilder.from(request(name))
                .withExtension("knativeerrordest", "http://validate.muster.svc.cluster.local")
                .withExtension("knativeerrorcode", "400")
                .build();
        return first("console", letter, start);
    }

    private Took first(String function, CloudEvent event, Start start) throws IOException {
        try (BrokerServer ingress = BrokerServer.start(0, new Ingress(other -> TAKEN, PATIENCE));
                ColdFunction cold = start.function(function, environment(ingress.address(), "https://127.0.0.1:1"))) {
            long begin = System.nanoTime();
            cold.handle(event);
            return took(begin, List.of(cold));
        }
    }

    private static Took took(long begin, Collection<ColdFunction> functions) {
        Duration wall = Duration.ofNanos(System.nanoTime() - begin);
        return new Took(wall, functions.stream().map(ColdFunction::cpu).reduce(Duration.ZERO, Duration::plus));
    }

    /** Asks for a batch of one job. */
    private static CloudEvent request(String name) {
        String batch = """
                {"batch": "%s", "dataset": {"path": "rows.csv", "task": "classification", "target": "y"}, "fresh": true,
                 "jobs": [{"model": "logistic-regression"}], "gates": {"minimum": {"accuracy": 0.5}}}""".formatted(name);
        return CloudEventBuilder.v1()
                .withId(name)
                .withType(EventTypes.BATCH_REQUESTED)
                .withSource(URI.create(SOURCE))
                .withData("application/json", batch.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** What a function is told on a cluster. */
    private Map<String, String> environment(URI broker, String gateway) {
        return Map.ofEntries(
                entry("K_SINK", broker.toString()),
                entry("MUSTER_OIDC", "off"),
                entry("MUSTER_DB_URL", postgres.jdbcUrl()),
                entry("MUSTER_DB_USER", postgres.user()),
                entry("MUSTER_DB_PASSWORD", postgres.password()),
                entry("MUSTER_ROOTS", folder.toString()),
                entry("MUSTER_ARTIFACTS", folder.resolve("artifacts").toUri().toString()),
                entry("MUSTER_CACHE", folder.resolve("cache").toString()),
                entry("RAY_ADDRESS", gateway),
                entry("MUSTER_CLUSTER", "rehearsal"),
                entry("MUSTER_GATEWAY_KEYSTORE", keys.store().toString()),
                entry("MUSTER_GATEWAY_TRUSTSTORE", keys.store().toString()),
                entry("MUSTER_GATEWAY_PASSWORD_FILE", keys.password().toString()));
    }

    @Override
    public void close() {
        postgres.close();
    }
}
