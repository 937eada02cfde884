package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Every object is as the schema of its kind says, as the API server reads it: what that would drop is complained of.
 */
final class SchemaRule implements Rule {
    @Override
    public String name() {
        return "schema";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        for (Manifest object : overlay.objects()) {
            Optional<JsonNode> schema = Schemas.of(object);
            String version = object.json().path("apiVersion").asText();
            if (schema.isEmpty()) {
                complaints.add(
                        object,
                        object.get("kind"),
                        "is of no kind that is known here: " + version + " " + object.kind(),
                        "correct it, or add the kind's schema with hack/schemas.py");
            } else if (!schema.get().path("x-api-version").asText().equals(version)) {
                complaints.add(
                        object,
                        object.get("apiVersion"),
                        "is " + version + ", an API that is not stored",
                        "write " + schema.get().path("x-api-version").asText());
            } else {
                new SchemaCheck(object, schema.get(), complaints).run(object.root(), schema.get());
            }
        }
    }
}
