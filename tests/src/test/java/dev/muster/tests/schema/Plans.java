package dev.muster.tests.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How PostgreSQL carried out each statement that it was given: what its module auto_explain wrote into its log (as
 * JSON, {@code log_destination=jsonlog}).
 */
final class Plans {
    private static final String PLAN = "  plan:\n";

    /** By statement, the ways in which it reads whole tables. */
    private final Map<String, Set<String>> scans = new TreeMap<>();

    /**
     * Of the statements of an application, as the log has them.
     *
     * @param fine tables and indexes that may be read as a whole
     */
    static Plans of(List<String> log, String application, Set<String> fine) {
        Plans plans = new Plans();
        for (String line : log) {
            if (line.contains(PLAN.strip())) {
                JsonNode entry = Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
                String message = entry.path("message").asText();
                if (entry.path("application_name").asText().equals(application) && message.contains(PLAN)) {
                    plans.add(message.substring(message.indexOf(PLAN) + PLAN.length()), fine);
                }
            }
        }
        return plans;
    }

    private void add(String json, Set<String> fine) {
        JsonNode explained = Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        String statement =
                explained.path("Query Text").asText().replaceAll("\\s+", " ").strip();
        Set<String> found = scans.computeIfAbsent(statement, text -> new TreeSet<>());
        for (JsonNode node : nodes(explained.path("Plan"))) {
            String type = node.path("Node Type").asText();
            boolean whole = type.equals("Seq Scan") || (node.has("Index Name") && !node.has("Index Cond"));
            String read =
                    node.path("Index Name").asText(node.path("Relation Name").asText());
            if (whole && !fine.contains(read)) {
                found.add(type + " of " + read);
            }
        }
    }

    private static List<JsonNode> nodes(JsonNode root) {
        List<JsonNode> nodes = new ArrayList<>(List.of(root));
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).path("Plans").forEach(nodes::add);
        }
        return nodes;
    }

    /** Every statement that was seen. */
    Set<String> statements() {
        return scans.keySet();
    }

    /** Statements that read a whole table, and how. */
    List<String> scanning() {
        return scans.entrySet().stream()
                .filter(statement -> !statement.getValue().isEmpty())
                .map(statement -> statement.getValue() + " in: " + statement.getKey())
                .toList();
    }
}
