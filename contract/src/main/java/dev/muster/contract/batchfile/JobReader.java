package dev.muster.contract.batchfile;

import dev.muster.contract.catalogue.Model;
import dev.muster.contract.catalogue.ParameterValues;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.Map;
import java.util.Optional;

/** Reads the entries of {@code jobs}. */
final class JobReader {
    private final EntryReader entries;
    private final JobNames names;
    private final Problems problems;

    JobReader(EntryReader entries, JobNames names, Problems problems) {
        this.entries = entries;
        this.names = names;
        this.problems = problems;
    }

    Optional<JobDraft> read(Value entry) {
        Optional<Model> model = entries.model(entry);
        Optional<DatasetDraft> dataset = entries.dataset(entry);
        if (model.isEmpty() || dataset.isEmpty() || !entries.fits(entry, model.get(), dataset.get())) {
            model.ifPresent(known -> parameters(entry, known));
            return Optional.empty();
        }
        return Optional.of(new JobDraft(
                name(entry, model.get(), dataset.get()),
                entry.field("model").flatMap(Value::text).orElseThrow(),
                model.get().algorithm().name(),
                parameters(entry, model.get()),
                entries.seed(entry),
                dataset.get(),
                entries.resources(entry, model.get())));
    }

    private Map<String, Object> parameters(Value entry, Model model) {
        Map<String, Object> parameters = model.defaults();
        entry.field("parameters")
                .ifPresent(given -> parameters.putAll(ParameterValues.read(given, model.algorithm(), problems)));
        return parameters;
    }

    private String name(Value entry, Model model, DatasetDraft dataset) {
        String written =
                entry.field("model").flatMap(Value::text).map(model::spelled).orElse(model.name());
        String base = entry.field("dataset").isPresent() ? written + "-" + dataset.name() : written;
        return entry.field("name").flatMap(Value::text).orElseGet(() -> names.single(Slug.of(base)));
    }
}
