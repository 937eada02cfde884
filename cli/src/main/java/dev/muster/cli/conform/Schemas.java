package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas of the kinds that are deployed, as {@code hack/schemas.py} made them. */
final class Schemas {
    private static final Map<String, Optional<JsonNode>> READ = new ConcurrentHashMap<>();

    private Schemas() {}

    /** The schema of a kind, which is not to be changed; empty when it is none that is deployed here. */
    static Optional<JsonNode> of(Manifest object) {
        return READ.computeIfAbsent(object.group() + "_" + object.kind(), Schemas::read);
    }

    private static Optional<JsonNode> read(String kind) {
        String name = "schemas/" + kind + ".json";
        try (InputStream in = Schemas.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(Json.mapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    /** What a schema refers to, from its root; itself when it refers to none. */
    static JsonNode followed(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : root.at(reference.substring(1));
    }
}
