package dev.muster.contract.catalogue;

import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
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
        each(document, "algorithms", (name, entry) -> catalogue.add(AlgorithmReader.read(name, entry, problems)));
        each(document, "models", (name, entry) -> model(name, entry).ifPresent(catalogue::add));
        each(document, "datasets", (name, entry) -> dataset(name, entry, folder).ifPresent(catalogue::add));
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

    static List<String> aliases(Value entry) {
        return entry.field("aliases").map(Value::items).orElse(List.of()).stream()
                .flatMap(alias -> alias.text().stream())
                .toList();
    }

    static String text(Value entry, String field) {
        return entry.field(field).flatMap(Value::text).orElse("");
    }

    static void each(Value object, String field, BiConsumer<String, Value> reader) {
        object.field(field)
                .ifPresent(entries -> entries.names()
                        .forEach(name -> entries.field(name).ifPresent(entry -> reader.accept(name, entry))));
    }
}
