package dev.muster.gateway.program;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to run programs on a cluster.
 *
 * @param cluster name of it
 * @param dashboard address of the head's dashboard on loopback, such as {@code http://127.0.0.2:8265}
 * @param token file with the cluster's token; null for a cluster without
 * @param places on the head's disk
 * @param patience with programs and Ray
 */
public record ProgramConfig(
        String cluster, URI dashboard, @Nullable Path token, Places places, Patience patience) {}
