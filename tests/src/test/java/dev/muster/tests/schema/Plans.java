package dev.muster.tests.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How PostgreSQL carried out each statement that it was given: what its module auto_explain wrote, with what was read
 * ({@code log_analyze}), into its log, as JSON ({@code log_destination=jsonlog}).
 */
final class Plans {
    private static final String PLAN = "  plan:\n";

    private final long few;
    private final Set<String> large;
    /** By statement, the ways in which it reads more than it needs. */
    private final Map<String, Set<String>> greedy = new TreeMap<>();

    private Plans(Set<String> large, long few) {
        this.large = large;
        this.few = few;
    }

    /**
     * Of the statements of an application.
     *
     * @param log folder of the server's log
     * @param large tables that no statement may read as a whole
     * @param few rows that a statement may read of a table
     */
    static Plans of(Path log, String application, Set<String> large, long few) throws IOException {
        Plans plans = new Plans(large, few);
        try (Stream<Path> files = Files.list(log)) {
            files.filter(file -> file.toString().endsWith(".json")).forEach(file -> plans.read(file, application));
        }
        return plans;
    }

    private void read(Path file, String application) {
        try (Stream<String> lines = Files.lines(file)) {
            // The server may still be writing the last line.
            lines.filter(line -> line.contains(PLAN.strip()) && line.endsWith("}"))
                    .forEach(line -> {
                        JsonNode entry = Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
                        String message = entry.path("message").asText();
                        if (entry.path("application_name").asText().equals(application) && message.contains(PLAN)) {
                            add(message.substring(message.indexOf(PLAN) + PLAN.length()));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String json) {
        JsonNode explained = Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        String statement =
                explained.path("Query Text").asText().replaceAll("\\s+", " ").strip();
        Set<String> found = greedy.computeIfAbsent(statement, text -> new TreeSet<>());
        for (JsonNode node : nodes(explained.path("Plan"))) {
            String type = node.path("Node Type").asText();
            String read =
                    node.path("Index Name").asText(node.path("Relation Name").asText());
            if (type.equals("Seq Scan") && large.contains(read)) {
                found.add(type + " of " + read);
            } else if (!read.isEmpty() && rows(node) > few) {
                found.add(type + " of " + read + ", more than " + few + " rows");
            }
        }
    }

    /** Rows that it looked at, whether it needed them or not. */
    private static long rows(JsonNode node) {
        double each = node.path("Actual Rows").asDouble()
                + node.path("Rows Removed by Filter").asDouble()
                + node.path("Rows Removed by Index Recheck").asDouble();
        return Math.round(each * node.path("Actual Loops").asDouble());
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
        return greedy.keySet();
    }

    /** Statements that read more than they need, and how. */
    List<String> greedy() {
        return greedy.entrySet().stream()
                .filter(statement -> !statement.getValue().isEmpty())
                .map(statement -> statement.getValue() + " in: " + statement.getKey())
                .toList();
    }
}
