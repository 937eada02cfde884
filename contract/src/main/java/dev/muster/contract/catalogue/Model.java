package dev.muster.contract.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A name for an algorithm with some defaults of its own.
 *
 * @param name as the catalogue writes it
 * @param aliases other names for it
 * @param description for people
 * @param algorithm that learns it
 * @param presets parameters that differ from the algorithm's defaults
 */
public record Model(
        String name, List<String> aliases, String description, Algorithm algorithm, Map<String, Object> presets) {
    public Model {
        aliases = List.copyOf(aliases);
        presets = Map.copyOf(presets);
    }

    /** The catalogue's spelling where the user wrote the same name, otherwise the alias that the user wrote. */
    public String spelled(String written) {
        return Names.same(name, written) ? name : written;
    }

    /** Every parameter of the algorithm with the value that a job gets when it says nothing. */
    public Map<String, Object> defaults() {
        Map<String, Object> values = new LinkedHashMap<>();
        algorithm.parameters().forEach((name, parameter) -> values.put(name, parameter.defaultValue()));
        values.putAll(presets);
        return values;
    }
}
