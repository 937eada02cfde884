package dev.muster.contract.batchfile;

import dev.muster.contract.catalogue.Catalogue;
import dev.muster.contract.catalogue.DatasetEntry;
import dev.muster.contract.catalogue.KnownDataset;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.Optional;

/** Reads {@code dataset} fields. */
final class DatasetReader {
    private final Catalogue catalogue;
    private final Problems problems;

    DatasetReader(Catalogue catalogue, Problems problems) {
        this.catalogue = catalogue;
        this.problems = problems;
    }

    Optional<DatasetDraft> read(Value value) {
        Optional<String> name = value.text();
        if (name.isPresent()) {
            return known(value, name.get()).map(known -> new DatasetDraft(value, known.name(), known.data(), known));
        }
        DatasetEntry entry = DatasetEntry.read(value, problems);
        return entry.path() == null ? changed(value, entry) : given(value, entry, entry.path());
    }

    private Optional<DatasetDraft> given(Value value, DatasetEntry entry, String path) {
        String name = value.field("name").flatMap(Value::text).orElseGet(() -> Slug.ofFile(path, "data"));
        return entry.completed(value, problems).map(data -> new DatasetDraft(value, name, data, null));
    }

    /** A dataset of the catalogue with some fields changed. */
    private Optional<DatasetDraft> changed(Value value, DatasetEntry entry) {
        Optional<Value> name = value.field("name");
        if (name.isEmpty()) {
            String fix = "add a path, or the name of a dataset of the catalogue";
            return problems.add(value.problem("says neither path nor name", fix));
        }
        return name.flatMap(Value::text)
                .flatMap(text -> known(name.get(), text))
                .flatMap(known -> entry.over(known.data())
                        .completed(value, problems)
                        .map(data -> new DatasetDraft(value, known.name(), data, known)));
    }

    private Optional<KnownDataset> known(Value value, String name) {
        Optional<KnownDataset> known = catalogue.dataset(name);
        if (known.isPresent()) {
            return known;
        }
        boolean path = name.contains("/") || name.contains("\\") || name.endsWith(".csv");
        String fix = path
                ? "for a file write an object: {path: " + name + ", task: classification, target: …}"
                : catalogue.fixDataset(name);
        return problems.add(value.problem("there is no dataset " + value.shown() + " in the catalogue", fix));
    }
}
