package dev.muster.gateway;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.contract.ClusterConfig;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.RetryPolicy;
import dev.muster.edge.BrokerClient;
import dev.muster.gateway.backend.Backend;
import dev.muster.gateway.backend.Backends;
import dev.muster.gateway.backend.PoolBackend;
import dev.muster.gateway.http.BearerTokens;
import dev.muster.gateway.http.Callers;
import dev.muster.gateway.http.ClientCertificates;
import dev.muster.gateway.http.GatewayServer;
import dev.muster.gateway.http.KeyStoreFile;
import dev.muster.gateway.http.ServerConfig;
import dev.muster.gateway.program.Journal;
import dev.muster.gateway.program.Patience;
import dev.muster.gateway.program.Places;
import dev.muster.gateway.program.ProgramConfig;
import dev.muster.gateway.program.Programs;
import dev.muster.gateway.spool.Publisher;
import dev.muster.gateway.spool.Spool;
import dev.muster.gateway.spool.SpoolLimits;
import dev.muster.trainer.ray.RayAddress;
import dev.muster.trainer.ray.RayCluster;
import dev.muster.trainer.ray.RayOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's program: a driver on a node of the cluster, with the cluster's own Ray jar first on its class path.
 * Exits with 2 when its configuration is at fault, and with 3 when the cluster is.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int HEARTBEATS_A_LEASE = 6;
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(30);

    private final GatewayConfig config;
    private final InstantSource clock = InstantSource.system();
    /** In the order of opening. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Gateway(GatewayConfig config) {
        this.config = config;
    }

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) {
        try {
            Gateway gateway = new Gateway(GatewayConfig.read(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "muster-end"));
            gateway.start();
            Thread.currentThread().join();
        } catch (InvalidInputException e) {
            e.problems()
                    .forEach(problem -> System.err.println(
                            "gateway: " + problem.place() + ": " + problem.message() + "; " + problem.fix()));
            System.exit(2);
        } catch (IOException | RuntimeException e) {
            LOG.debug("the gateway cannot start", e);
            System.err.println("gateway: cannot start: " + e.getMessage());
            System.exit(3);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() throws IOException {
        ServerConfig server = server(config.identity());
        Spool spool = opened(Spool.open(config.spool(), SpoolLimits.DEFAULT, clock));
        if (config.broker() != null) {
            opened(Publisher.start(spool, new BrokerClient(config.broker(), BROKER_PATIENCE), RetryPolicy.DEFAULT));
        }
        RayCluster cluster = opened(cluster(spool));
        Backend backend = opened(backend(cluster));
        GatewayServer front = opened(GatewayServer.start(server, backend, spool, clock));
        LOG.info(
                "gateway of cluster {} serves {}; fingerprint {}: {}",
                config.cluster(),
                front.address(),
                backend.fingerprint().digest(),
                backend.fingerprint().facts());
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private RayCluster cluster(Spool spool) {
        RayAddress address = RayAddress.resolve(config.rayAddress(), System.getenv());
        RayOptions options =
                new RayOptions(address, config.grace(), config.idle(), config.promised(), config.untested());
        ClusterConfig cluster = new ClusterConfig(
                config.cluster(),
                address.head(),
                config.artifacts(),
                config.cache(),
                0,
                config.lease().dividedBy(HEARTBEATS_A_LEASE));
        return RayCluster.connect(cluster, options, channel -> spool.sink(channel.isEmpty() ? null : channel), clock);
    }

    private Backend backend(RayCluster cluster) {
        PoolBackend pool = new PoolBackend(cluster, Facts.of(RayCluster.jars()));
        GatewayConfig.Programs with = config.programs();
        if (with == null) {
            return pool;
        }
        ProgramConfig programs = new ProgramConfig(
                config.cluster(),
                with.dashboard(),
                with.token(),
                new Places(with.python(), with.folder(), config.spool().resolveSibling("programs"), config.cache()),
                Patience.DEFAULT);
        Programs special =
                Programs.open(programs, ArtifactStore.open(config.artifacts()), cluster, journal(cluster), clock);
        return new Backends(pool, special, Programs::handles);
    }

    private static Journal journal(RayCluster cluster) {
        return new Journal() {
            @Override
            public void progressed(@Nullable String channel, JobProgress progress) {
                cluster.pass(name(channel), List.of(progress), List.of());
            }

            @Override
            public void finished(@Nullable String channel, JobResult result) {
                cluster.pass(name(channel), List.of(), List.of(result));
            }

            private String name(@Nullable String channel) {
                return channel == null ? "" : channel;
            }
        };
    }

    private ServerConfig server(GatewayConfig.Identity identity) {
        KeyStoreFile keys = new KeyStoreFile(identity.keys(), identity.password());
        Path trusted = identity.trusted();
        URI issuer = identity.issuer();
        Callers callers = new Callers(
                trusted == null
                        ? null
                        : new ClientCertificates(
                                new KeyStoreFile(trusted, identity.password()), Set.copyOf(identity.clients())),
                issuer == null ? null : new BearerTokens(issuer, identity.audience(), Set.copyOf(identity.subjects())));
        Set<String> hosts = new TreeSet<>(identity.hosts());
        hosts.addAll(List.of("localhost", "127.0.0.1", config.listen().getHostString()));
        return new ServerConfig(config.listen(), hosts, keys, callers, ServerConfig.LOG_INTERVAL);
    }

    /** In the order that loses nothing: no more requests, then no more attempts, then the last words of those. */
    @Override
    public void close() {
        for (AutoCloseable part; (part = open.poll()) != null; ) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close in order", part, e);
            }
        }
    }
}
