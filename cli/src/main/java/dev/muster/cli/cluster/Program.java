package dev.muster.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What runs on the nodes beside Ray, as the build made it. */
final class Program {
    private static final String BUILT = "gateway/target/cluster";

    private Program() {}

    /** Copies it, so that the next build does not change files under a running cluster. */
    static void copy(Path root, Path to) {
        Path from = root.resolve(BUILT);
        if (!Files.exists(from.resolve("gateway.options"))) {
            throw new LocalClusterException("the gateway is not built: there is no " + from
                    + "; build it with: ./mvnw -Pquick -pl gateway -am package");
        }
        PrivateFiles.delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
