package dev.muster.contract.catalogue;

import dev.muster.contract.Task;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a file says of an algorithm; a catalogue and the file of a program say it in the same words. */
final class AlgorithmReader {
    private AlgorithmReader() {}

    /** The algorithm whose form the schema has checked, without the parameters whose default is wrong. */
    static Algorithm read(String name, Value entry, Problems problems) {
        Set<Task> tasks = entry.field("tasks").map(Value::items).orElse(List.of()).stream()
                .flatMap(task -> task.text().stream())
                .map(Task::of)
                .collect(Collectors.toSet());
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        CatalogueReader.each(
                entry,
                "parameters",
                (parameter, value) ->
                        parameter(parameter, value, problems).ifPresent(read -> parameters.put(parameter, read)));
        boolean images = entry.field("images").flatMap(Value::truth).orElse(false);
        String words = CatalogueReader.text(entry, "description");
        return new Algorithm(name, words, tasks, images, parameters, ResourcesEntry.read(entry));
    }

    private static Optional<Parameter> parameter(String name, Value entry, Problems problems) {
        ParameterType type = ParameterType.of(CatalogueReader.text(entry, "type"));
        List<Object> choices = new ArrayList<>();
        entry.field("choices")
                .map(Value::items)
                .orElse(List.of())
                .forEach(choice -> type.read(choice).ifPresent(choices::add));
        Value given = entry.field("default").orElse(entry);
        String words = CatalogueReader.text(entry, "description");
        Parameter unchecked = new Parameter(name, type, "", Range.read(entry), choices, words);
        return unchecked.read(given, problems).map(unchecked::withDefault);
    }
}
