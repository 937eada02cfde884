package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.system.Home;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.contract.AllowedHosts;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.Verdict;
import dev.muster.embedded.postgres.EmbeddedPostgres;
import dev.muster.ledger.LedgerConfig;
import dev.muster.ledger.queue.QueuePolicy;
import dev.muster.tests.house.Repository;
import dev.muster.validate.ValidateConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of two nodes, the functions and the ledger in this process, and the model that comes of the training when
 * nobody dies.
 */
abstract class Deaths {
    private static final Duration SWEEP = Duration.ofMillis(150);

    /** Sixty sweeps. */
    static final Duration LEASE = SWEEP.multipliedBy(60);

    /** For the sweep that finds it, on a machine that has more to do. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    static final boolean ALL = "all".equals(System.getProperty("muster.deaths"));
    private static final Path SEEN = Repository.ROOT.resolve("tests/target/deaths.md");

    @TempDir
    static Path folder;

    static DeathCluster cluster;
    static GatewayCalls gateway;
    static GatewayProxy proxy;
    static EmbeddedPostgres postgres;
    static Muster muster;
    static String undisturbed;

    @BeforeAll
    static void open() throws Exception {
        cluster = DeathCluster.up();
        gateway = new GatewayCalls(cluster.access());
        proxy = GatewayProxy.before(cluster.access());
        postgres = EmbeddedPostgres.open(folder.resolve("ledger"));
        ValidateConfig rules = new ValidateConfig(
                List.of(Repository.ROOT),
                AllowedHosts.NONE,
                RetryPolicy.DEFAULT,
                null,
                DeathCluster.PROGRAMS,
                null,
                null);
        LedgerConfig ledger = new LedgerConfig(postgres.jdbcUrl(), postgres.user(), postgres.password(), 8);
        Home home = new Home(cluster.home());
        MusterConfig config =
                new MusterConfig(home, ledger, home.store(), rules, "local", 0, null, SWEEP, QueuePolicy.USUAL);
        muster = Muster.open(config.on(proxy.access()), Clock.systemUTC()).work(null);
        if (undisturbed == null) {
            train();
        }
    }

    private static void train() {
        Instant begun = Instant.now();
        undisturbed = train("undisturbed").verdict().jobs().get(0).digest();
        assertThat(undisturbed).matches("sha256:[0-9a-f]{64}");
        System.out.printf(
                "undisturbed: %.1f s, model %s%n", seconds(begun, Instant.now()), undisturbed.substring(0, 19));
    }

    @AfterAll
    static void close() {
        if (muster != null) {
            muster.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (!ALL) {
            // The other tests of the build have no use for it.
            DeathCluster.down();
        }
    }

    /** Asks for a training, by a name that no other has. */
    static Training train(String name) {
        return train(name, Training.RESNET);
    }

    /** Asks for the training of a model, written as in a batch file. */
    static Training train(String name, String model) {
        Training training = new Training(name, model, muster.ledger(), gateway);
        muster.events().emit(training.request());
        return training;
    }

    /** The moment from which the ledger hears of epochs again. */
    static Supplier<Optional<Instant>> progress(Training training) {
        int before = training.epochs();
        return () -> training.epochs() > before ? Optional.of(Instant.now()) : Optional.empty();
    }

    /**
     * Holds a training whose part died against the promises.
     *
     * @param look says when recovery began, once it did
     */
    static void survived(Training training, String what, Instant killed, Supplier<Optional<Instant>> look) {
        survived(training, what, killed, look, undisturbed);
    }

    /** As above, of a training that makes another model. */
    static void survived(
            Training training, String what, Instant killed, Supplier<Optional<Instant>> look, String model) {
        AtomicReference<Instant> able = new AtomicReference<>(killed);
        Instant again = Patience.first("recovery from the death of " + what, () -> {
            Instant now = Instant.now();
            if (!gateway.healthy()) {
                able.set(now);
            }
            return look.get().orElse(null);
        });
        Verdict verdict = training.completed(model);
        note("| %s | %d | %.1f s | %.1f s | %.1f s | yes |%n"
                .formatted(
                        what,
                        verdict.jobs().get(0).attempts(),
                        seconds(killed, able.get()),
                        seconds(killed, again),
                        seconds(killed, Instant.now())));
        assertThat(Duration.between(able.get(), again))
                .as("from when the cluster could be reached until recovery began")
                .isLessThan(LEASE.plus(SLACK));
    }

    /** For the table that {@code hack/run.sh deaths} prints. */
    private static void note(String line) {
        System.out.print(line);
        try {
            Files.writeString(SEEN, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
