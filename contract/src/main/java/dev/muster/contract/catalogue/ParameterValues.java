package dev.muster.contract.catalogue;

import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Suggestion;
import dev.muster.contract.document.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters that a file sets. */
public final class ParameterValues {
    private ParameterValues() {}

    /** The values that are right, by name; notes what is wrong with the others. */
    public static Map<String, Object> read(Value given, Algorithm algorithm, Problems problems) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : given.names()) {
            find(name, given, algorithm, problems)
                    .ifPresent(parameter -> given.entry(name)
                            .flatMap(value -> parameter.read(value, problems))
                            .ifPresent(value -> values.put(name, value)));
        }
        return values;
    }

    /** The parameter of a name; notes it when the algorithm has none such. */
    public static Optional<Parameter> find(String name, Value given, Algorithm algorithm, Problems problems) {
        Parameter parameter = algorithm.parameters().get(name);
        return parameter != null
                ? Optional.of(parameter)
                : problems.add(given.problemWith(
                        name,
                        algorithm.shown() + " has no such parameter",
                        Suggestion.fix(name, algorithm.parameters().keySet())));
    }
}
