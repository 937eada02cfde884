package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the API server fills into custom resources, as their schemas say; Kubernetes' own kinds are compared with their
 * defaults in.
 *
 * @param root of the schema, which its references start from
 */
record SchemaDefaults(JsonNode root) {
    /** The fields that it would fill in. */
    static List<Field> missing(Manifest object) {
        boolean custom = object.group().contains(".") && !object.group().endsWith(".k8s.io");
        return Schemas.of(object)
                .filter(schema -> custom)
                .map(schema -> new SchemaDefaults(schema)
                        .missing(object.root(), schema)
                        .toList())
                .orElse(List.of());
    }

    private Stream<Field> missing(Field field, JsonNode written) {
        JsonNode schema = Schemas.followed(root, written);
        Stream<Field> here = schema.path("properties").properties().stream()
                .filter(property -> field.value().isObject())
                .filter(property -> property.getValue().has("default"))
                .map(property -> field.get(property.getKey()))
                .filter(child -> !child.present());
        Stream<Field> below = field.fields().stream().flatMap(child -> missing(child, of(schema, child.name())));
        Stream<Field> items = field.items().stream().flatMap(item -> missing(item, schema.path("items")));
        return Stream.of(here, below, items).flatMap(fields -> fields);
    }

    private static JsonNode of(JsonNode schema, String name) {
        JsonNode known = schema.path("properties").path(name);
        return known.isMissingNode() ? schema.path("additionalProperties") : known;
    }
}
