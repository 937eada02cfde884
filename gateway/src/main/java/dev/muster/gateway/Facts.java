package dev.muster.gateway;

import dev.muster.contract.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What this process is made of, for the cluster's fingerprint. */
final class Facts {
    private Facts() {}

    /**
     * By name.
     *
     * @param jars folder of all jars that train
     */
    static Map<String, String> of(Path jars) {
        return Map.of(
                "java", System.getProperty("java.version"),
                "platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                "trainer", digest(jars));
    }

    /** Of names and contents, in order. */
    private static String digest(Path jars) {
        try (Stream<Path> files = Files.list(jars)) {
            List<String> parts = new ArrayList<>();
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".jar")).sorted().toList()) {
                parts.add(file.getFileName().toString());
                parts.add(Digest.of(Files.readAllBytes(file)));
            }
            return Digest.of(parts.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
