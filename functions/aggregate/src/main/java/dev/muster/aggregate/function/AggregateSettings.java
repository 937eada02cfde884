package dev.muster.aggregate.function;

import dev.muster.edge.quarkus.EdgeConfig;
import dev.muster.edge.quarkus.LedgerSettings;
import dev.muster.edge.quarkus.Seconds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What <em>aggregate</em> is told, beside what every function is. */
@ConfigMapping(prefix = "muster")
public interface AggregateSettings extends EdgeConfig {
    /** The ledger. */
    LedgerSettings db();

    /** Address of the artifact store, such as {@code file:///var/lib/muster} ({@code MUSTER_ARTIFACTS}). */
    String artifacts();

    /** Hosts that verdicts may be posted to, separated by commas ({@code MUSTER_ALLOWED_HOSTS}). */
    Optional<String> allowedHosts();

    /** How long a sign of life keeps an attempt from counting as lost; as train has it ({@code MUSTER_LEASE}). */
    @WithConverter(Seconds.class)
    @WithDefault("30")
    Duration lease();
}
