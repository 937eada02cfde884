package dev.muster.validate;

import dev.muster.contract.AllowedHosts;
import dev.muster.contract.RetryPolicy;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What <em>validate</em> is told by whoever runs it.
 *
 * @param roots folders that data may lie under, symbolic links resolved; the first is where relative paths of the
 *     catalogue start ({@code MUSTER_ROOTS})
 * @param hosts that a batch may have its verdict posted to ({@code MUSTER_ALLOWED_HOSTS})
 * @param retry of batches that say nothing about it ({@code RETRY_ATTEMPTS}, {@code RETRY_DELAY})
 * @param catalogue models and datasets beside the built-in ones ({@code MUSTER_CATALOGUE}); null for none
 * @param programs folder of programs that batch files may name like models ({@code MUSTER_PROGRAMS}); null for none
 * @param pipelines which events start which batch ({@code MUSTER_PIPELINES}); null for none
 * @param cache folder where profiles of unchanged files are kept; null to look at the data every time
 */
public record ValidateConfig(
        List<Path> roots,
        AllowedHosts hosts,
        RetryPolicy retry,
        @Nullable Path catalogue,
        @Nullable Path programs,
        @Nullable Path pipelines,
        @Nullable Path cache) {
    public ValidateConfig {
        roots = List.copyOf(roots);
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("data must lie somewhere: give at least one root");
        }
    }

    /** Only these roots; everything else as it is by default. */
    public static ValidateConfig of(List<Path> roots) {
        return new ValidateConfig(roots, AllowedHosts.NONE, RetryPolicy.DEFAULT, null, null, null, null);
    }
}
