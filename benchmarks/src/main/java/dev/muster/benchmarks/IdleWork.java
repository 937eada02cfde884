package dev.muster.benchmarks;

import dev.muster.contract.AllowedHosts;
import dev.muster.contract.RetryPolicy;
import dev.muster.validate.ValidateConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What batches of {@link Nothing} are made of.
 *
 * @param folder where it lies
 * @param catalogue with the model {@code nothing}
 * @param rows to learn nothing from, with the target {@code y}
 */
record IdleWork(Path folder, Path catalogue, Path rows) {
    private static final String CATALOGUE = """
            algorithms:
              nothing: {description: Learns nothing, tasks: [classification], parameters: {}}
            models:
              nothing: {algorithm: nothing}
            """;

    /** Writes it into a folder that is there. */
    static IdleWork in(Path folder) throws IOException {
        Path real = folder.toRealPath();
        return new IdleWork(
                real,
                Files.writeString(real.resolve("nothing.yaml"), CATALOGUE),
                Files.writeString(real.resolve("rows.csv"), "x,y\n" + "1,a\n2,b\n".repeat(20)));
    }

    /** What may be asked for: just this. */
    ValidateConfig rules() {
        return new ValidateConfig(
                List.of(folder), AllowedHosts.NONE, RetryPolicy.DEFAULT, catalogue, null, null, folder);
    }
}
