package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One object against one schema: the part of OpenAPI that Kubernetes allows in a CRD. */
record SchemaCheck(Manifest object, JsonNode root, Complaints complaints) {
    void run(Field field, JsonNode written) {
        JsonNode schema = Schemas.followed(root, written);
        if (!typeFits(field.value(), schema)) {
            say(field, "is " + shown(field.value()) + ", but has to be of type " + types(schema), "write one");
            return;
        }
        scalar(field, schema);
        JsonNode items = schema.path("items");
        field.items().forEach(item -> run(item, items));
        if (field.value().isObject()) {
            fields(field, schema);
        }
    }

    private void fields(Field field, JsonNode schema) {
        for (JsonNode required : schema.path("required")) {
            if (!field.get(required.asText()).present()) {
                say(field.get(required.asText()), "is missing", "add it");
            }
        }
        // Where fields are named, Knative's webhooks refuse others, although its schemas preserve them.
        boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean() && !schema.has("properties");
        JsonNode others = schema.path("additionalProperties");
        for (Field child : field.fields()) {
            JsonNode known = schema.path("properties").path(child.name());
            if (!known.isMissingNode()) {
                run(child, known);
            } else if (others.isObject()) {
                run(child, others);
            } else if (!open && !others.asBoolean()) {
                say(child, "is no field of " + object.kind(), "remove or correct it: it would be dropped or refused");
            }
        }
    }

    private void scalar(Field field, JsonNode schema) {
        String text = field.text();
        if (schema.has("enum") && !contains(schema.path("enum"), text)) {
            say(field, "is " + shown(field.value()) + ", not one of " + schema.path("enum"), "choose one of those");
        }
        if (schema.has("pattern")
                && field.value().isTextual()
                && !text.matches("(?s).*?" + schema.path("pattern").asText() + ".*")) {
            say(field, "is " + shown(field.value()) + ", not of the form " + schema.path("pattern"), "correct it");
        }
        if (schema.has("minimum")
                && field.value().asDouble() < schema.path("minimum").asDouble()) {
            say(field, "is " + text + ", less than " + schema.path("minimum"), "raise it");
        }
        if (text.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            say(field, "is longer than " + schema.path("maxLength") + " characters", "shorten it");
        }
        if (field.value().isTextual()
                && text.length() < schema.path("minLength").asInt()) {
            say(field, "is empty", "write something");
        }
    }

    private boolean typeFits(JsonNode value, JsonNode schema) {
        List<String> types = types(schema);
        return types.isEmpty() || types.stream().anyMatch(type -> isOf(value, type));
    }

    private static List<String> types(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return List.of("integer", "string");
        }
        return schema.has("type") ? List.of(schema.path("type").asText()) : List.of();
    }

    private static boolean isOf(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            default -> value.isNumber();
        };
    }

    private static boolean contains(JsonNode values, String text) {
        for (JsonNode value : values) {
            if (value.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private void say(Field field, String message, String fix) {
        complaints.add(object, field, message, fix);
    }
}
