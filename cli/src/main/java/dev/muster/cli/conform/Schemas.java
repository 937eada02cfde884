package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The schemas of the kinds that are deployed, as {@code hack/schemas.py} made them. */
final class Schemas {
    private Schemas() {}

    /** The schema of a kind; empty when it is none that is deployed here. */
    static Optional<JsonNode> of(Manifest object) {
        String name = "schemas/" + object.group() + "_" + object.kind() + ".json";
        try (InputStream in = Schemas.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(Json.mapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
