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
 * The functions as processes, a person who asks for this and that, a real PostgreSQL, the brokers, and a gateway;
 * everything that a process says to any of them, and they to it, passes a witness.
 */
final class Stage implements AutoCloseable {
    static final List<String> FUNCTIONS = List.of("validate", "train", "aggregate", "console");

    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final String DEAD_LETTERS = "dead-letters";
    private static final String QUEUE = "teams: {small: {quota: {jobs: 1}}}\npreemption: {priority: 10, times: 3}\n";

    final Witness witness = new Witness(this::kill);

    private final PostgresServer postgres;
    private final Ledger own;
    private final Archive archive;
    private final Aftermath aftermath;
    private final Path folder;
    private final Broker broker;
    private final Broker deadLetters;
    private final Trainings trainings;
    private final StandInGateway gateway;
    private final Person person;
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
        // As by the migration's Job, before any function starts.
        own = Ledger.open(ledger(), Clock.systemUTC());
        archive = new Archive(ledger());
        aftermath = new Aftermath(this);
        broker = broker("muster").tap(seen::add);
        deadLetters = broker(DEAD_LETTERS);
        certificates = Certificates.in(Files.createDirectories(folder.resolve("keys")));
        Path artifacts = Files.createDirectories(folder.resolve("artifacts"));
        trainings = new Trainings(ArtifactStore.open(artifacts.toString()), broker);
        gateway = new StandInGateway(certificates, trainings, witness);
        person = new Person(environment(Person.NAME, artifacts), folder.resolve("person.log"));
        witness.begin(Step.START);
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (String name : FUNCTIONS) {
            Map<String, String> environment = environment(name, artifacts);
            starts.add(CompletableFuture.runAsync(
                    () -> functions.put(name, new Role(() -> FunctionProcess.start(name, folder, environment)))));
        }
        CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)).join();
        witness.begin(Plots.IDLE);
        for (Broker each : List.of(broker, deadLetters)) {
            functions.forEach((name, role) -> each.subscribe(name, witnessed(name, role)));
            each.start();
        }
        broker.onDeadLetter(letter -> {
            if (letter.sink().equals(DEAD_LETTERS)) {
                deadLetters.emit(letter.event());
            }
        });
        var unused = ticks.scheduleWithFixedDelay(this::sweep, 0, SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Broker broker(String name) {
        BrokerOptions usual = BrokerOptions.defaults();
        // One delivery at a time to each function, so that a calm run always takes the same steps.
        return new Broker(
                Wiring.read(Repository.ROOT.resolve("knative/base"), name),
                new BrokerOptions(1, usual.capacity(), Duration.ZERO, usual.turbulence()));
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
                entry(
                        "MUSTER_QUEUE",
                        Files.writeString(folder.resolve("queue.yaml"), QUEUE).toString()),
                entry("MUSTER_CACHE", folder.resolve("cache").toString()),
                entry("RAY_ADDRESS", gateway.address()),
                entry("MUSTER_GATEWAY_TRUSTSTORE", certificates.trust().toString()),
                entry(
                        "MUSTER_GATEWAY_PASSWORD_FILE",
                        certificates.passwordFile().toString()),
                entry("MUSTER_GATEWAY_TOKEN_FILE", token.toString()),
                entry("MUSTER_LEASE", "3"),
                // The test ticks: what comes by the clock has no place in a list of steps.
                entry("MUSTER_SWEEP", "3600"),
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
        if (step.function().equals(Person.NAME)) {
            person.kill();
        } else if (step.life().equals(Step.START)) {
            role(step).killStarting();
        } else {
            role(step).kill();
        }
    }

    /** Whose step it is. */
    Role role(Step step) {
        return Objects.requireNonNull(functions.get(step.function()));
    }

    /** Returns once every function has another that stands by: an attempt may be silent for no longer than a lease. */
    void ready() {
        functions.values().forEach(Role::ready);
    }

    /** Starts again who is dead. */
    void revive() {
        functions.values().forEach(Role::revive);
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
        for (Broker each : List.of(broker, deadLetters)) {
            if (!each.awaitIdle(Duration.ofSeconds(30))) {
                throw new AssertionError("a broker has deliveries under way all the time");
            }
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

    Person person() {
        return person;
    }

    Trainings trainings() {
        return trainings;
    }

    Archive archive() {
        return archive;
    }

    Aftermath aftermath() {
        return aftermath;
    }

    /** The ledger, past the witness. */
    Ledger own() {
        return own;
    }

    LedgerConfig ledger() {
        return new LedgerConfig(postgres.jdbcUrl(), postgres.user(), postgres.password(), 2);
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        trainings.close();
        broker.close();
        deadLetters.close();
        functions.values().forEach(Role::close);
        proxies.forEach(PostgresProxy::close);
        ingresses.forEach(BrokerServer::close);
        gateway.close();
        own.close();
        postgres.close();
    }
}
