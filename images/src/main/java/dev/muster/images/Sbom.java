package dev.muster.images;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The bill of materials (CycloneDX) beside an image, which the build makes from the dependencies of the function. */
final class Sbom {
    private Sbom() {}

    /**
     * Puts it beside the image.
     *
     * @throws ImageException when a library is in the image that it says nothing of
     */
    static void beside(Path bom, App app, Path target) {
        try {
            Set<String> listed = listed(Json.read(Files.readAllBytes(bom), JsonNode.class));
            List<Path> unlisted = app.jars().stream()
                    .filter(jar -> jar.startsWith("lib") || jar.startsWith("app"))
                    .filter(jar -> !listed.contains(jar.getFileName().toString()))
                    .toList();
            if (!unlisted.isEmpty()) {
                throw ImageException.unlisted(bom, unlisted);
            }
            Files.copy(bom, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file names that Quarkus gives to what it lists: libraries with their group before, the application without.
     */
    private static Set<String> listed(JsonNode bom) {
        Set<String> names = new TreeSet<>();
        bom.path("components").forEach(component -> names.add(file(component, true)));
        names.add(file(bom.path("metadata").path("component"), false));
        return names;
    }

    private static String file(JsonNode component, boolean grouped) {
        String purl = component.path("purl").asText();
        int classifier = purl.indexOf("classifier=");
        return (grouped ? component.path("group").asText() + "." : "")
                + component.path("name").asText()
                + "-"
                + component.path("version").asText()
                + (classifier < 0
                        ? ""
                        : "-"
                                + purl.substring(classifier + "classifier=".length())
                                        .split("&", 2)[0])
                + ".jar";
    }
}
