package dev.muster.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks documents against a JSON Schema (2020-12) and tells in words what is wrong. Of the keywords it knows those
 * that our schemas use: a test compares its verdicts with a complete validator's. Beside them it reads {@code x-form},
 * which says a {@code pattern} in words, and {@code x-others}, which says what to do about unknown fields. Immutable.
 */
public final class Schema {
    private final JsonNode root;
    private final JsonNode start;

    private Schema(JsonNode root, JsonNode start) {
        this.root = root;
        this.start = start;
    }

    /** Reads a schema that lies beside a class. */
    public static Schema resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the schema " + name + " is missing from the class path");
            }
            JsonNode root = Json.mapper().readTree(in);
            return new Schema(root, root);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema " + name + " cannot be read", e);
        }
    }

    /** A part of this schema as one of its own, such as {@code /$defs/job}. */
    public Schema part(String pointer) {
        return new Schema(root, root.requiredAt(pointer));
    }

    /** Notes everything in a document that the schema does not allow. */
    public void check(Value document, Problems problems) {
        check(document, start, problems);
    }

    private void check(Value value, JsonNode schema, Problems problems) {
        JsonNode rules = alternative(value, followed(schema));
        if (!typeFits(value, rules)) {
            problems.add(Complaint.type(value, types(rules)));
            return;
        }
        ScalarRules.check(value, rules, problems);
        switch (value.kind()) {
            case OBJECT -> checkFields(value, rules, problems);
            case LIST -> checkItems(value, rules, problems);
            default -> {}
        }
    }

    private void checkFields(Value value, JsonNode rules, Problems problems) {
        JsonNode properties = rules.path("properties");
        JsonNode others = rules.path("additionalProperties");
        for (String name : value.names()) {
            JsonNode property = properties.path(name);
            if (!property.isMissingNode()) {
                value.entry(name).ifPresent(field -> check(field, property, problems));
            } else if (others.isObject()) {
                value.entry(name).ifPresent(field -> check(field, others, problems));
            } else if (others.isBoolean()) {
                problems.add(Complaint.unknownField(value, name, rules));
            }
        }
        for (JsonNode required : rules.path("required")) {
            String name = required.asText();
            if (!value.names().contains(name)) {
                problems.add(Complaint.missing(value, name, followed(properties.path(name))));
            }
        }
        if (value.names().size() < rules.path("minProperties").asInt()) {
            problems.add(value.problem("is empty", "give at least one, or leave it out"));
        }
    }

    private void checkItems(Value value, JsonNode rules, Problems problems) {
        List<Value> items = value.items();
        int most = rules.path("maxItems").asInt(Integer.MAX_VALUE);
        if (items.size() > most) {
            problems.add(value.problem(
                    "has " + items.size() + " entries; the limit is " + most, "use a sweep, or several files"));
            return;
        }
        if (items.size() < rules.path("minItems").asInt()) {
            problems.add(value.problem(
                    "has " + items.size() + " entries, but needs " + rules.path("minItems"), "add the missing ones"));
        }
        if (rules.has("items")) {
            items.forEach(item -> check(item, rules.path("items"), problems));
        }
    }

    /** Of several forms that a value may have, the one of its type; they differ in type in all our schemas. */
    private JsonNode alternative(Value value, JsonNode schema) {
        for (JsonNode form : schema.path("oneOf")) {
            JsonNode rules = followed(form);
            if (typeFits(value, rules)) {
                return alternative(value, rules);
            }
        }
        return schema;
    }

    private boolean typeFits(Value value, JsonNode rules) {
        JsonNode type = rules.path("type");
        JsonNode forms = rules.path("oneOf");
        if (type.isMissingNode() && forms.isMissingNode()) {
            return true;
        }
        for (JsonNode form : forms) {
            if (typeFits(value, followed(form))) {
                return true;
            }
        }
        for (JsonNode one : type) {
            if (value.kind().is(one.asText())) {
                return true;
            }
        }
        return value.kind().is(type.asText());
    }

    private List<String> types(JsonNode schema) {
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(one -> types.add(one.asText()));
        for (JsonNode form : schema.path("oneOf")) {
            types.addAll(types(followed(form)));
        }
        return types.stream().distinct().toList();
    }

    private JsonNode followed(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : root.at(reference.substring(1));
    }
}
