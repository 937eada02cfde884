package dev.muster.contract.batchfile;

import dev.muster.contract.DataFormat;
import dev.muster.contract.Resources;
import dev.muster.contract.catalogue.Algorithm;
import dev.muster.contract.catalogue.Catalogue;
import dev.muster.contract.catalogue.Model;
import dev.muster.contract.catalogue.ResourcesEntry;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.Optional;

/** Reads what jobs and sweeps have in common. */
final class EntryReader {
    private final Catalogue catalogue;
    private final DatasetReader datasets;
    private final Problems problems;
    private final Optional<Value> commonDataset;
    private final Optional<DatasetDraft> commonDraft;
    private final long commonSeed;

    /**
     * Prepares to read the entries of a batch.
     *
     * @param batch the whole file, whose dataset and seed hold for entries that have none
     */
    EntryReader(Value batch, Catalogue catalogue, Problems problems) {
        this.catalogue = catalogue;
        this.problems = problems;
        datasets = new DatasetReader(catalogue, problems);
        commonDataset = batch.field("dataset");
        commonDraft = commonDataset.flatMap(datasets::read);
        commonSeed = batch.field("seed").flatMap(Value::integer).orElse(1L);
    }

    Optional<Model> model(Value entry) {
        Optional<Value> field = entry.field("model");
        return field.flatMap(Value::text).flatMap(name -> {
            Optional<Model> model = catalogue.model(name);
            return model.isPresent()
                    ? model
                    : problems.add(field.get()
                            .problem("there is no model " + field.get().shown(), catalogue.fixModel(name)));
        });
    }

    Optional<DatasetDraft> dataset(Value entry) {
        Optional<Value> own = entry.field("dataset");
        if (own.isEmpty() && commonDataset.isEmpty()) {
            return problems.add(entry.problemWith(
                    "dataset",
                    "is missing",
                    "add a dataset here, or one for the whole batch, such as dataset: digits"));
        }
        return own.isPresent() ? own.flatMap(datasets::read) : commonDraft;
    }

    /** Whether a model can learn from a dataset; notes why not. */
    boolean fits(Value entry, Model model, DatasetDraft dataset) {
        Algorithm algorithm = model.algorithm();
        Value place = entry.field("model").orElse(entry);
        if (dataset.data().task() != null
                && !algorithm.tasks().contains(dataset.data().task())) {
            String task = dataset.data().task().label();
            String message =
                    place.shown() + " does not learn " + task + ", which is what " + dataset.name() + " is for";
            problems.add(place.problem(message, "choose from: " + modelsFor(dataset)));
            return false;
        }
        if (algorithm.images()
                && dataset.data().format() == DataFormat.CSV
                && dataset.data().shape().isEmpty()) {
            String message =
                    place.shown() + " learns from images, but " + dataset.name() + " is a table without a shape";
            problems.add(place.problem(
                    message, "choose another model, or give the dataset a shape: [channels, height, width]"));
            return false;
        }
        return true;
    }

    long seed(Value entry) {
        return entry.field("seed").flatMap(Value::integer).orElse(commonSeed);
    }

    Resources resources(Value entry, Model model) {
        return ResourcesEntry.read(entry, model.algorithm().resources());
    }

    private String modelsFor(DatasetDraft dataset) {
        return String.join(
                ", ",
                catalogue.models().stream()
                        .filter(model -> model.algorithm()
                                .tasks()
                                .contains(dataset.data().task()))
                        .filter(model -> !model.algorithm().images()
                                || !dataset.data().shape().isEmpty())
                        .map(Model::name)
                        .toList());
    }
}
