package dev.muster.tests.crash;

import static java.util.Map.entry;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.EventHandler;
import dev.muster.contract.EventTypes;
import dev.muster.embedded.broker.Broker;
import dev.muster.embedded.broker.BrokerOptions;
import dev.muster.embedded.broker.BrokerServer;
import dev.muster.embedded.broker.Ingress;
import dev.muster.embedded.broker.Wiring;
import dev.muster.embedded.postgres.PostgresServer;
import dev.muster.gateway.http.Certificates;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.house.Repository;
import dev.muster.tests.scenario.FunctionProcess;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The three functions as processes, a real PostgreSQL, a broker, and a gateway; everything that a function says to any
 * of them, and they to it, passes a witness.
 */
final class Stage implements AutoCloseable {
    static final List<String> FUNCTIONS = List.of("validate", "train", "aggregate");

    private static final Duration SWEEP = Duration.ofMillis(500);

    final Witness witness = new Witness(this::kill);

    private final PostgresServer postgres;
    private final Path folder;
    private final Broker broker;
    private final StandInGateway gateway;
    private final Certificates certificates;
    private final Map<String, Role> functions = new ConcurrentHashMap<>();
    private final List<PostgresProxy> proxies = new ArrayList<>();
    private final List<BrokerServer> ingresses = new ArrayList<>();
    private final List<CloudEvent> seen = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong tick = new AtomicLong();

    Stage(Path folder) throws Exception {
        this.folder = folder;
        postgres = PostgresServer.make(folder.resolve("postgres"));
        // By the migration's Job, before any function starts.
        Ledger.open(ledger(), Clock.systemUTC()).close();
        broker = new Broker(Wiring.read(Repository.ROOT.resolve("knative/base"), "muster"), options()).tap(seen::add);
        certificates = Certificates.in(Files.createDirectories(folder.resolve("keys")));
        Path artifacts = Files.createDirectories(folder.resolve("artifacts"));
        gateway = new StandInGateway(certificates, ArtifactStore.open(artifacts.toString()), broker, witness);
        witness.begin(Step.START);
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (String name : FUNCTIONS) {
            Map<String, String> environment = environment(name, artifacts);
            starts.add(CompletableFuture.runAsync(
                    () -> functions.put(name, new Role(() -> FunctionProcess.start(name, folder, environment)))));
        }
        CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
        functions.forEach((name, role) -> broker.subscribe(name, witnessed(name, role)));
        broker.start();
        var unused = ticks.scheduleWithFixedDelay(this::sweep, 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static BrokerOptions options() {
        BrokerOptions usual = BrokerOptions.defaults();
        // One delivery at a time to each function, so that a calm run always takes the same steps.
        return new BrokerOptions(1, usual.capacity(), Duration.ZERO, usual.turbulence());
    }

    private Map<String, String> environment(String function, Path artifacts) throws IOException {
        PostgresProxy proxy = new PostgresProxy(function, postgres.port(), witness);
        BrokerServer ingress =
                BrokerServer.start(0, new Ingress(event -> emitted(function, event), Duration.ofSeconds(30)));
        proxies.add(proxy);
        ingresses.add(ingress);
        Path token = Files.writeString(folder.resolve("token"), "tests");
        return Map.ofEntries(
                entry("K_SINK", ingress.address().toString()),
                entry("MUSTER_OIDC", "off"),
                entry("MUSTER_DB_URL", proxy.jdbcUrl()),
                entry("MUSTER_DB_USER", postgres.user()),
                entry("MUSTER_DB_PASSWORD", postgres.password()),
                entry(
                        "MUSTER_ROOTS",
                        Files.createDirectories(folder.resolve("data"))
                                .toRealPath()
                                .toString()),
                entry("MUSTER_ARTIFACTS", artifacts.toUri().toString()),
                entry("MUSTER_CACHE", folder.resolve("cache").toString()),
                entry("RAY_ADDRESS", gateway.address()),
                entry("MUSTER_GATEWAY_TRUSTSTORE", certificates.trust().toString()),
                entry(
                        "MUSTER_GATEWAY_PASSWORD_FILE",
                        certificates.passwordFile().toString()),
                entry("MUSTER_GATEWAY_TOKEN_FILE", token.toString()),
                entry("MUSTER_LEASE", "2"),
                entry("RETRY_DELAY", "0.1"));
    }

    private CompletionStage<Void> emitted(String function, CloudEvent event) {
        String step = "emit " + event.getType();
        if (!witness.before(function, step)) {
            return CompletableFuture.failedStage(new IOException("its sender is dead"));
        }
        broker.emit(event);
        witness.after(function, step);
        return CompletableFuture.completedStage(null);
    }

    private EventHandler witnessed(String function, EventHandler way) {
        return event -> {
            String step = "answer " + event.getType();
            witness.before(function, step);
            List<CloudEvent> answer = way.handle(event);
            if (!witness.after(function, step)) {
                throw new IllegalStateException("the answer was lost");
            }
            return answer;
        };
    }

    private void kill(Step step) {
        Role role = role(step);
        if (step.life().equals(Step.START)) {
            role.killStarting();
        } else {
            role.kill();
        }
    }

    /** Whose step it is. */
    Role role(Step step) {
        return Objects.requireNonNull(functions.get(step.function()));
    }

    /** Writes a file that batches may name. */
    Path data(String name, String content) {
        try {
            return Files.writeString(folder.resolve("data").toRealPath().resolve(name + ".csv"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once nothing is under way. */
    void settle() {
        if (!broker.awaitIdle(Duration.ofSeconds(30))) {
            throw new AssertionError("the broker has deliveries under way all the time");
        }
    }

    /** Says what each function says when it starts. */
    void wake() {
        for (String function : FUNCTIONS) {
            send(CloudEventBuilder.v1()
                    .withId("woken-" + tick.incrementAndGet())
                    .withType(EventTypes.FUNCTION_STARTED)
                    .withSource(URI.create("/muster/" + function))
                    .build());
        }
    }

    private void sweep() {
        send(CloudEventBuilder.v1()
                .withId("tick-" + tick.incrementAndGet())
                .withType(EventTypes.PING)
                .withSource(URI.create("/apis/v1/namespaces/muster/pingsources/sweep"))
                .build());
    }

    void send(CloudEvent event) {
        broker.emit(event);
    }

    /** Everything that came to the broker. */
    List<CloudEvent> seen() {
        return seen;
    }

    LedgerConfig ledger() {
        return new LedgerConfig(postgres.jdbcUrl(), postgres.user(), postgres.password(), 2);
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        broker.close();
        functions.values().forEach(Role::close);
        proxies.forEach(PostgresProxy::close);
        ingresses.forEach(BrokerServer::close);
        gateway.close();
        postgres.close();
    }
}
