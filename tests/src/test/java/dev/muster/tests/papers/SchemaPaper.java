package dev.muster.tests.papers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The reference part of a paper: one table for each kind of object in a JSON Schema. */
final class SchemaPaper {
    private final JsonNode schema;

    SchemaPaper(JsonNode schema) {
        this.schema = schema;
    }

    String tables() {
        Map<String, JsonNode> objects = new LinkedHashMap<>();
        if (schema.has("properties")) {
            objects.put("The file", schema);
        }
        schema.get("$defs").properties().forEach(def -> objects.put("`" + def.getKey() + "`", def.getValue()));
        StringBuilder paper = new StringBuilder();
        objects.forEach((name, object) -> table(name, object, paper));
        return paper.toString();
    }

    private void table(String name, JsonNode object, StringBuilder paper) {
        if (!object.has("properties")) {
            return;
        }
        paper.append("### ").append(name).append('\n');
        paper.append(object.path("description").asText()).append("\n\n");
        paper.append("| Field | Type | Limits | Default | |\n|--|--|--|--|--|\n");
        List<String> required = new ArrayList<>();
        object.path("required").forEach(field -> required.add(field.asText()));
        object.get("properties").properties().forEach(field -> {
            JsonNode rule = field.getValue();
            paper.append("| `%s`%s | %s | %s | %s | %s |\n"
                    .formatted(
                            field.getKey(),
                            required.contains(field.getKey()) ? " (required)" : "",
                            type(rule),
                            limits(rule),
                            rule.has("default") ? "`" + rule.get("default").asText() + "`" : "",
                            description(rule)));
        });
        paper.append('\n');
        Map<String, JsonNode> inner = new TreeMap<>();
        object.get("properties")
                .properties()
                .forEach(field -> inner.put(name + " › `" + field.getKey() + "`", field.getValue()));
        inner.forEach((path, rule) -> table(path, rule, paper));
    }

    private String type(JsonNode rule) {
        if (rule.has("$ref")) {
            String target = rule.get("$ref").asText().replaceAll(".*/", "");
            return schema.get("$defs").get(target).has("properties") ? "`" + target + "`" : type(target);
        }
        if (rule.has("enum")) {
            return "one of " + joined(rule.get("enum"));
        }
        JsonNode type = rule.path("type");
        String items = rule.has("items") ? " of " + type(rule.get("items")) : "";
        if (type.isArray()) {
            List<String> types = new ArrayList<>();
            type.forEach(each -> types.add(each.asText()));
            return String.join(" or ", types);
        }
        return type.asText() + items;
    }

    private String type(String target) {
        JsonNode def = schema.get("$defs").get(target);
        return def.has("oneOf") ? "string or `data`" : type(def);
    }

    private static String limits(JsonNode rule) {
        List<String> limits = new ArrayList<>();
        add(limits, rule, "minimum", "≥ ");
        add(limits, rule, "exclusiveMinimum", "> ");
        add(limits, rule, "maximum", "≤ ");
        add(limits, rule, "exclusiveMaximum", "< ");
        add(limits, rule, "maxItems", "entries ≤ ");
        add(limits, rule, "maxLength", "characters ≤ ");
        return String.join(", ", limits);
    }

    private static void add(List<String> limits, JsonNode rule, String keyword, String sign) {
        if (rule.has(keyword)) {
            limits.add(sign + rule.get(keyword).asText());
        }
    }

    private static String description(JsonNode rule) {
        String example = rule.has("examples")
                ? ", such as `" + rule.get("examples").get(0).asText() + "`"
                : "";
        return rule.path("description").asText().replace("|", "\\|") + example;
    }

    private static String joined(JsonNode values) {
        List<String> all = new ArrayList<>();
        values.forEach(value -> all.add("`" + value.asText() + "`"));
        return String.join(", ", all);
    }
}
