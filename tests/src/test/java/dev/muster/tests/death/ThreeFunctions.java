package dev.muster.tests.death;

import dev.muster.cli.cluster.LocalCluster;
import dev.muster.contract.EventTypes;
import dev.muster.embedded.broker.Broker;
import dev.muster.embedded.broker.BrokerOptions;
import dev.muster.embedded.broker.BrokerServer;
import dev.muster.embedded.broker.HttpSubscriber;
import dev.muster.embedded.broker.Ingress;
import dev.muster.embedded.broker.Wiring;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.tests.house.Repository;
import dev.muster.tests.scenario.FunctionProcess;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The three functions, each in a process of its own, on a ledger of their own; the broker is this process's. */
final class ThreeFunctions implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Ledger ledger;
    private final Map<String, FunctionProcess> functions = new TreeMap<>();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private volatile Broker broker;
    private BrokerServer ingress;
    private long tick;

    ThreeFunctions(Path folder, Path home, LocalCluster cluster, Duration lease) throws IOException {
        this(folder, home, byGateway(cluster), lease);
    }

    /**
     * Starts them.
     *
     * @param cluster variables that say how <em>train</em> reaches it
     */
    ThreeFunctions(Path folder, Path home, Map<String, String> cluster, Duration lease) throws IOException {
        postgres = EmbeddedPostgres.open(folder.resolve("ledger-of-three"));
        ledger = Ledger.open(
                new LedgerConfig(postgres.jdbcUrl(), postgres.user(), postgres.password(), 4), Clock.systemUTC());
        broker = broker();
        ingress = ingress(0);
        Map<String, String> environment = environment(home, cluster, lease);
        for (String name : List.of("validate", "train", "aggregate")) {
            functions.put(name, FunctionProcess.start(name, folder, environment));
        }
        subscribe();
        var unused = ticks.scheduleWithFixedDelay(this::sweep, 1000, 500, TimeUnit.MILLISECONDS);
    }

    private static Map<String, String> byGateway(LocalCluster cluster) {
        return Map.of(
                "MUSTER_CLUSTER", cluster.name(),
                "RAY_ADDRESS", cluster.gateway(),
                "MUSTER_GATEWAY_KEYSTORE", cluster.keyStore().toString(),
                "MUSTER_GATEWAY_TRUSTSTORE", cluster.trustStore().toString(),
                "MUSTER_GATEWAY_PASSWORD_FILE", cluster.passwordFile().toString(),
                "MUSTER_GATEWAY_CHANNEL", "three-functions");
    }

    private Map<String, String> environment(Path home, Map<String, String> cluster, Duration lease) {
        Map<String, String> environment = new TreeMap<>(cluster);
        environment.putAll(Map.of(
                "K_SINK", ingress.address().toString(),
                "MUSTER_OIDC", "off",
                "MUSTER_DB_URL", postgres.jdbcUrl(),
                "MUSTER_DB_USER", postgres.user(),
                "MUSTER_DB_PASSWORD", postgres.password(),
                "MUSTER_ROOTS", Repository.ROOT.toString(),
                "MUSTER_ARTIFACTS", home.resolve("artifacts").toUri().toString(),
                "MUSTER_CACHE", home.resolve("cache").toString(),
                "MUSTER_LEASE", String.valueOf(lease.toSeconds())));
        return environment;
    }

    private static Broker broker() throws IOException {
        BrokerOptions usual = BrokerOptions.defaults();
        // What it has in memory as it dies is lost.
        BrokerOptions abrupt =
                new BrokerOptions(usual.concurrency(), usual.capacity(), Duration.ZERO, usual.turbulence());
        return new Broker(Wiring.read(Repository.ROOT.resolve("knative/base"), "muster"), abrupt);
    }

    private BrokerServer ingress(int port) throws IOException {
        return BrokerServer.start(port, new Ingress(event -> broker.deliver(event), Duration.ofSeconds(30)));
    }

    private void subscribe() {
        functions.forEach((name, function) -> broker.subscribe(name, new HttpSubscriber(function.address())));
        broker.start();
    }

    /** What the PingSource of the cluster does once a minute. */
    private void sweep() {
        try {
            broker.emit(CloudEventBuilder.v1()
                    .withId("tick-" + tick++)
                    .withType(EventTypes.PING)
                    .withSource(URI.create("/apis/v1/namespaces/muster/pingsources/sweep"))
                    .build());
        } catch (IllegalStateException e) {
            // The broker is away; the next tick does the same work.
        }
    }

    /** Asks for a training. */
    Training train(String name, GatewayCalls gateway) {
        Training training = new Training(name, ledger, gateway);
        broker.emit(training.request());
        return training;
    }

    FunctionProcess function(String name) {
        return functions.get(name);
    }

    /** Ends the broker with all that it has in memory; another takes its place after a while. */
    void replaceBroker(Duration after) throws IOException {
        int port = ingress.address().getPort();
        ingress.close();
        broker.close();
        Patience.pause(after);
        broker = broker();
        subscribe();
        ingress = ingress(port);
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        broker.close();
        functions.values().forEach(FunctionProcess::close);
        ingress.close();
        ledger.close();
        postgres.close();
    }
}
