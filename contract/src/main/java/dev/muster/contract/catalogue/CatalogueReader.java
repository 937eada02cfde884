package dev.muster.contract.catalogue;

import dev.muster.contract.Task;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a catalogue whose form the schema has checked, into a catalogue. */
final class CatalogueReader {
    private final Catalogue catalogue;
    private final Problems problems;

    CatalogueReader(Catalogue catalogue, Problems problems) {
        this.catalogue = catalogue;
        this.problems = problems;
    }

    void read(Value document, @Nullable Path folder) {
        each(document, "algorithms", (name, entry) -> catalogue.add(algorithm(name, entry)));
        each(document, "models", (name, entry) -> model(name, entry).ifPresent(catalogue::add));
        each(document, "datasets", (name, entry) -> dataset(name, entry, folder).ifPresent(catalogue::add));
    }

    private Algorithm algorithm(String name, Value entry) {
        Set<Task> tasks = entry.field("tasks").map(Value::items).orElse(List.of()).stream()
                .flatMap(task -> task.text().stream())
                .map(Task::of)
                .collect(Collectors.toSet());
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        each(
                entry,
                "parameters",
                (parameter, value) -> parameter(parameter, value).ifPresent(p -> parameters.put(parameter, p)));
        boolean images = entry.field("images").flatMap(Value::truth).orElse(false);
        return new Algorithm(name, text(entry, "description"), tasks, images, parameters);
    }

    private Optional<Parameter> parameter(String name, Value entry) {
        ParameterType type = ParameterType.of(text(entry, "type"));
        List<Object> choices = new ArrayList<>();
        entry.field("choices")
                .map(Value::items)
                .orElse(List.of())
                .forEach(choice -> type.read(choice).ifPresent(choices::add));
        Value given = entry.field("default").orElse(entry);
        Parameter unchecked = new Parameter(name, type, "", Range.read(entry), choices, text(entry, "description"));
        return unchecked.read(given, problems).map(unchecked::withDefault);
    }

    private Optional<Model> model(String name, Value entry) {
        String wanted = text(entry, "algorithm");
        Optional<Algorithm> algorithm = catalogue.algorithm(wanted);
        if (algorithm.isEmpty()) {
            Value place = entry.field("algorithm").orElse(entry);
            return problems.add(
                    place.problem("there is no algorithm \"" + wanted + "\"", catalogue.fixAlgorithm(wanted)));
        }
        Map<String, Object> presets = entry.field("parameters")
                .map(given -> ParameterValues.read(given, algorithm.get(), problems))
                .orElse(Map.of());
        return Optional.of(new Model(name, aliases(entry), text(entry, "description"), algorithm.get(), presets));
    }

    private Optional<KnownDataset> dataset(String name, Value entry, @Nullable Path folder) {
        return DatasetEntry.read(entry, problems)
                .completed(entry, problems)
                .map(data -> new KnownDataset(
                        name, aliases(entry), text(entry, "description"), data, folder, text(entry, "obtain")));
    }

    private static List<String> aliases(Value entry) {
        return entry.field("aliases").map(Value::items).orElse(List.of()).stream()
                .flatMap(alias -> alias.text().stream())
                .toList();
    }

    private static String text(Value entry, String field) {
        return entry.field(field).flatMap(Value::text).orElse("");
    }

    private static void each(Value object, String field, BiConsumer<String, Value> reader) {
        object.field(field)
                .ifPresent(entries -> entries.names()
                        .forEach(name -> entries.field(name).ifPresent(entry -> reader.accept(name, entry))));
    }
}
