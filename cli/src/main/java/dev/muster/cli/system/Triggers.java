package dev.muster.cli.system;

import dev.muster.embedded.broker.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The Triggers that are deployed, as they were when this was built: {@code knative/base} travels in the jar. */
final class Triggers {
    /** The Broker of the pipeline. */
    static final String BROKER = "muster";
    /** The Broker that keeps what could not be delivered until somebody takes it. */
    static final String DEAD_LETTERS = "dead-letters";

    private static final String FOLDER = "/dev/muster/cli/knative";
    private static final String ONE_OF_THEM = FOLDER + "/broker.yaml";

    private Triggers() {}

    /** Those of a Broker. */
    static Wiring read(String broker) {
        try {
            URL found = Objects.requireNonNull(Triggers.class.getResource(ONE_OF_THEM), ONE_OF_THEM);
            URI file = found.toURI();
            if (!file.getScheme().equals("jar")) {
                return Wiring.read(Objects.requireNonNull(Path.of(file).getParent()), broker);
            }
            try (FileSystem jar = FileSystems.newFileSystem(file, Map.of())) {
                return Wiring.read(jar.getPath(FOLDER), broker);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
