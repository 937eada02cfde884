package dev.muster.embedded.broker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the {@code filters} of a Trigger, or its older {@code filter}, which {@code filters} overrides. */
final class FilterReader {
    private final String place;
    private final List<Problem> problems;

    FilterReader(String place, List<Problem> problems) {
        this.place = place;
        this.problems = problems;
    }

    Filter read(JsonNode spec) {
        JsonNode filters = spec.path("filters");
        if (!filters.isMissingNode() && !filters.isEmpty()) {
            return new Filter.All(all("spec.filters", filters));
        }
        return new Filter.Attributes(
                attributes("spec.filter.attributes", spec.path("filter").path("attributes")));
    }

    private List<Filter> all(String path, JsonNode filters) {
        if (!filters.isArray()) {
            problem(path, "is no list", "write one dialect an entry");
            return List.of();
        }
        List<Filter> read = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            read.add(one(path + "[" + i + "]", filters.path(i)));
        }
        return read;
    }

    private Filter one(String path, JsonNode filter) {
        if (filter.size() != 1) {
            problem(path, "has " + filter.size() + " dialects", "write exactly one an entry");
            return new Filter.All(List.of());
        }
        Map.Entry<String, JsonNode> dialect = filter.properties().iterator().next();
        String inner = path + "." + dialect.getKey();
        JsonNode value = dialect.getValue();
        return switch (dialect.getKey()) {
            case "exact" -> new Filter.Exact(attributes(inner, value));
            case "prefix" -> new Filter.Prefix(attributes(inner, value));
            case "suffix" -> new Filter.Suffix(attributes(inner, value));
            case "all" -> new Filter.All(all(inner, value));
            case "any" -> new Filter.Any(all(inner, value));
            case "not" -> new Filter.Not(one(inner, value));
            default -> {
                problem(inner, "is not supported", "use exact, prefix, suffix, all, any or not");
                yield new Filter.All(List.of());
            }
        };
    }

    private Map<String, String> attributes(String path, JsonNode json) {
        Map<String, String> attributes = new TreeMap<>();
        json.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                attributes.put(entry.getKey(), entry.getValue().asText());
            } else {
                problem(path + "." + entry.getKey(), "is no string", "quote it");
            }
        });
        return attributes;
    }

    private void problem(String path, String message, String fix) {
        problems.add(Problem.at(place + ": " + path, message, fix));
    }
}
