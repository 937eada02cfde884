package dev.muster.cli.conform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A violation that is planted in an overlay that conforms; an entry of {@code mutants.yaml}, which says what it means.
 */
record Mutant(JsonNode entry) {
    String rule() {
        return entry.path("rule").asText();
    }

    String overlay() {
        return entry.path("in").asText("knative/overlays/staging");
    }

    String object() {
        return entry.path("object").asText();
    }

    String field() {
        return entry.path("field").asText();
    }

    /** The overlay with the violation in it. */
    Overlay planted(Overlay healthy) {
        List<Manifest> objects = new ArrayList<>(healthy.objects());
        if (entry.has("add")) {
            objects.add(new Manifest(entry.path("add")));
        } else if (entry.has("drop")) {
            objects.remove(named(objects, entry.path("drop").asText()));
        } else if (entry.has("remove")) {
            remove(changed(objects), entry.path("remove").asText());
        } else {
            put(changed(objects), entry.path("set").asText(), entry.path("to"));
            entry.path("and").properties().forEach(more -> put(changed(objects), more.getKey(), more.getValue()));
        }
        return new Overlay(healthy.name(), objects);
    }

    /** The object that breaks the rule, or another for whose sake it does. */
    private Manifest changed(List<Manifest> objects) {
        return named(objects, entry.path("of").asText(object()));
    }

    private static Manifest named(List<Manifest> objects, String title) {
        return objects.stream()
                .filter(object -> object.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + title));
    }

    private static void put(Manifest object, String pointer, JsonNode value) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = object.json().requiredAt(place.head());
        if (!(parent instanceof ArrayNode list)) {
            ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
        } else if (place.last().getMatchingProperty().equals("-")) {
            list.add(value);
        } else {
            list.set(place.last().getMatchingIndex(), value);
        }
    }

    private static void remove(Manifest object, String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = object.json().requiredAt(place.head());
        if (parent instanceof ArrayNode list) {
            list.remove(place.last().getMatchingIndex());
        } else {
            ((ObjectNode) parent).remove(place.last().getMatchingProperty());
        }
    }

    @Override
    public String toString() {
        return rule() + ": " + object() + " " + field();
    }
}
