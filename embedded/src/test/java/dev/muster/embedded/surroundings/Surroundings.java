package dev.muster.embedded.surroundings;

import dev.muster.embedded.broker.BrokerServer;
import dev.muster.embedded.broker.Ingress;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import io.cloudevents.CloudEvent;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real PostgreSQL and a broker that keeps the types of the events it is sent, for fields marked {@link Emitted}. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    private final Map<String, String> own = new TreeMap<>();
    private final List<String> emitted = new CopyOnWriteArrayList<>();
    private final EmbeddedPostgres postgres = EmbeddedPostgres.ephemeral();
    private final BrokerServer broker;

    /** Starts both. */
    public Surroundings() throws IOException {
        broker = BrokerServer.start(0, new Ingress(this::keep, Duration.ofSeconds(10)));
    }

    private CompletionStage<Void> keep(CloudEvent event) {
        emitted.add(event.getType());
        return CompletableFuture.completedStage(null);
    }

    /** Settings that only this function has; {@code {folder}} in a value is a folder of its own. */
    @Override
    public void init(Map<String, String> more) {
        more.forEach((name, value) -> own.put(name, value.replace("{folder}", folder().toString())));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new TreeMap<>(own);
        settings.putAll(Map.of(
                "MUSTER_OIDC", "off",
                "K_SINK", broker.address().toString(),
                "muster.db.url", postgres.jdbcUrl(),
                "muster.db.user", postgres.user(),
                "muster.db.password", postgres.password()));
        return settings;
    }

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target/surroundings").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(emitted, new TestInjector.AnnotatedAndMatchesType(Emitted.class, List.class));
    }

    @Override
    public void stop() {
        broker.close();
        postgres.close();
    }
}
