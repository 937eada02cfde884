package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in an object, and what is there; a place where nothing is, too.
 *
 * @param path such as {@code spec.template.spec.containers[0].image}; empty for the whole object
 * @param name the last of the names in it
 * @param value there
 */
record Field(String path, String name, JsonNode value) {
    /** All of an object. */
    static Field whole(JsonNode json) {
        return new Field("", "", json);
    }

    /** The place below this one, one name after the other. */
    Field get(String... names) {
        Field place = this;
        for (String name : names) {
            place = new Field(place.below(name), name, place.value.path(name));
        }
        return place;
    }

    /** The entries of a list. */
    List<Field> items() {
        List<Field> items = new ArrayList<>();
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            items.add(new Field(path + "[" + i + "]", "", value.get(i)));
        }
        return items;
    }

    /** The fields of an object. */
    List<Field> fields() {
        return value.properties().stream().map(entry -> get(entry.getKey())).toList();
    }

    boolean present() {
        return !value.isMissingNode() && !value.isNull();
    }

    /** The scalar there as text; empty when there is none. */
    String text() {
        return value.asText();
    }

    private String below(String name) {
        boolean plain = name.matches("[A-Za-z0-9_-]+");
        String step = plain ? name : "[" + name + "]";
        return path.isEmpty() || !plain ? path + step : path + "." + step;
    }
}
