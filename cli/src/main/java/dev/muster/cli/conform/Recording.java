package dev.muster.cli.conform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A status that was recorded, and what a health check has to make of it.
 *
 * @param input the file with the object
 * @param object with its status
 * @param expected of the check
 */
record Recording(String input, Manifest object, LuaHealth expected) {
    /** All below a folder, in Argo CD's own form: {@code health_test.yaml} and the files that it names. */
    static List<Recording> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Recording> found = new ArrayList<>();
            for (Path file :
                    files.filter(it -> it.endsWith("health_test.yaml")).sorted().toList()) {
                Manifest tests =
                        Manifest.parse(file.toString(), Files.readString(file)).get(0);
                for (Field test : tests.get("tests").items()) {
                    found.add(read(
                            folder, file.resolveSibling(test.get("inputPath").text()), test.get("healthStatus")));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording read(Path folder, Path input, Field status) throws IOException {
        return new Recording(
                folder.relativize(input).toString(),
                Manifest.parse(input.toString(), Files.readString(input)).get(0),
                new LuaHealth(status.get("status").text(), status.get("message").text()));
    }

    /** Of what it is, as Argo CD writes it: {@code eventing.knative.dev_Broker}. */
    String kind() {
        return object.group() + "_" + object.kind();
    }
}
