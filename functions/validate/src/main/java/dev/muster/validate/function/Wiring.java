package dev.muster.validate.function;

import dev.muster.contract.AllowedHosts;
import dev.muster.contract.RetryPolicy;
import dev.muster.edge.quarkus.Dependency;
import dev.muster.edge.quarkus.LedgerSettings;
import dev.muster.ledger.Ledger;
import dev.muster.ledger.LedgerConfig;
import dev.muster.validate.Admission;
import dev.muster.validate.Resolver;
import dev.muster.validate.Validate;
import dev.muster.validate.ValidateConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Puts the core together from what the settings say. */
@Singleton
class Wiring {
    @Produces
    @Singleton
    Ledger ledger(ValidateSettings settings) {
        LedgerSettings db = settings.db();
        return Ledger.open(new LedgerConfig(db.url(), db.user(), db.password(), db.connections()), Clock.systemUTC());
    }

    void close(@Disposes Ledger ledger) {
        ledger.close();
    }

    @Produces
    Dependency dependency(Ledger ledger) {
        return new Dependency("ledger", ledger::probe);
    }

    @Produces
    @Singleton
    Validate validate(ValidateSettings settings, Ledger ledger) {
        ValidateConfig config = new ValidateConfig(
                roots(settings.roots()),
                AllowedHosts.parse(settings.allowedHosts().orElse("")),
                new RetryPolicy(settings.retry().attempts(), settings.retry().delay()),
                settings.catalogue().orElse(null),
                settings.programs().orElse(null),
                settings.pipelines().orElse(null),
                settings.cache().orElse(null));
        return Validate.open(config, Resolver.open(config), Admission.of(ledger.intake()), Clock.systemUTC());
    }

    private static List<Path> roots(String list) {
        return Stream.of(list.split(File.pathSeparator, -1)).map(Wiring::real).toList();
    }

    /**
     * One that is not there yet, as on a volume that is new, has nothing in it: whoever asks for data there is told.
     */
    private static Path real(String root) {
        try {
            return Path.of(root).toRealPath();
        } catch (NoSuchFileException e) {
            return Path.of(root).toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new UncheckedIOException("MUSTER_ROOTS names a folder that cannot be read: " + root, e);
        }
    }
}
