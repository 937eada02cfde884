package dev.muster.train.function;

import dev.muster.edge.quarkus.EdgeConfig;
import dev.muster.edge.quarkus.LedgerSettings;
import dev.muster.edge.quarkus.Seconds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What <em>train</em> is told, beside what every function is. */
@ConfigMapping(prefix = "muster")
public interface TrainSettings extends EdgeConfig {
    /** The ledger. */
    LedgerSettings db();

    /** The name of the cluster in the ledger, where its address comes without one ({@code MUSTER_CLUSTER}). */
    @WithDefault("ray")
    String cluster();

    /**
     * Where it is: {@code local}, {@code auto}, {@code host:port} or {@code https://…}; or several clusters as
     * {@code name=address}, parted by commas ({@code RAY_ADDRESS}).
     */
    String rayAddress();

    /** Address of the artifact store, such as {@code file:///var/lib/muster} ({@code MUSTER_ARTIFACTS}). */
    String artifacts();

    /** Folder for prepared datasets ({@code MUSTER_CACHE}). */
    Path cache();

    /** Attempts at a time; 0 leaves it to the cluster ({@code MUSTER_SLOTS}). */
    @WithDefault("0")
    int slots();

    /** How long an attempt may go without a sign of life before it counts as lost ({@code MUSTER_LEASE}). */
    @WithConverter(Seconds.class)
    @WithDefault("30")
    Duration lease();

    /**
     * Between two looks for lost, late and stuck work, as long as there is unfinished work at all
     * ({@code MUSTER_SWEEP}).
     */
    @WithConverter(Seconds.class)
    @WithDefault("10")
    Duration sweep();

    /** How teams share the clusters ({@code MUSTER_QUEUE}). */
    Optional<Path> queue();
}
