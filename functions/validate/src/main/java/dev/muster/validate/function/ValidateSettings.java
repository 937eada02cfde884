package dev.muster.validate.function;

import dev.muster.edge.quarkus.EdgeConfig;
import dev.muster.edge.quarkus.LedgerSettings;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What <em>validate</em> is told, beside what every function is. */
@ConfigMapping(prefix = "muster")
public interface ValidateSettings extends EdgeConfig {
    /** The ledger. */
    LedgerSettings db();

    /** Folders that data may lie under, separated like a path ({@code MUSTER_ROOTS}). */
    String roots();

    /** Hosts that a batch may have its verdict posted to, separated by commas ({@code MUSTER_ALLOWED_HOSTS}). */
    Optional<String> allowedHosts();

    /** Models and datasets beside the built-in ones ({@code MUSTER_CATALOGUE}). */
    Optional<Path> catalogue();

    /** Folder of programs that batch files may name like models ({@code MUSTER_PROGRAMS}). */
    Optional<Path> programs();

    /** Which events start which batch ({@code MUSTER_PIPELINES}). */
    Optional<Path> pipelines();

    /** Folder where profiles of unchanged files are kept ({@code MUSTER_CACHE}). */
    Optional<Path> cache();
}
