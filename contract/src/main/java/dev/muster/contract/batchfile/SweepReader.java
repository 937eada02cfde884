package dev.muster.contract.batchfile;

import dev.muster.contract.catalogue.Model;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the entries of {@code sweeps} and expands them into jobs. */
final class SweepReader {
    private final EntryReader entries;
    private final JobNames names;
    private final Problems problems;

    SweepReader(EntryReader entries, JobNames names, Problems problems) {
        this.entries = entries;
        this.names = names;
        this.problems = problems;
    }

    /**
     * Reads a sweep.
     *
     * @param room how many more jobs the batch may have; a sweep that makes more is a problem, found before it is
     *     expanded
     */
    List<JobDraft> read(Value entry, int room) {
        Optional<Model> model = entries.model(entry);
        Optional<DatasetDraft> dataset = entries.dataset(entry);
        boolean fits = model.isPresent() && dataset.isPresent() && entries.fits(entry, model.get(), dataset.get());
        boolean random = entry.field("search")
                .flatMap(Value::text)
                .filter("random"::equals)
                .isPresent();
        Optional<Long> trials = trials(entry, random);
        Optional<Value> given = entry.field("parameters");
        if (model.isEmpty() || given.isEmpty()) {
            return List.of();
        }
        Map<String, Dimension> dimensions = new DimensionReader(!random, problems)
                .read(given.get(), model.get().algorithm());
        boolean complete = dimensions.size() == given.get().names().size() && (!random || trials.isPresent());
        if (!complete) {
            return List.of();
        }
        Search search = new Search(dimensions);
        boolean sound = random ? enough(entry, search, trials.get(), room) : small(entry, search.size(), room);
        return sound && fits
                ? jobs(entry, model.get(), dataset.get(), combinations(entry, model.get(), search, trials))
                : List.of();
    }

    private Optional<Long> trials(Value entry, boolean random) {
        Optional<Value> trials = entry.field("trials");
        if (random && trials.isEmpty()) {
            return problems.add(
                    entry.problemWith("trials", "is missing", "say how many combinations to draw, such as trials: 20"));
        }
        if (!random && trials.isPresent()) {
            return problems.add(entry.problemWith(
                    "trials", "is given, but a grid tries everything", "remove it, or add search: random"));
        }
        return trials.flatMap(Value::integer).filter(count -> count > 0);
    }

    private boolean small(Value entry, long jobs, int room) {
        if (jobs <= room) {
            return true;
        }
        String count = jobs == Long.MAX_VALUE ? "more jobs than can be counted" : jobs + " jobs";
        problems.add(entry.problem(
                "makes " + count + "; a batch has at most " + BatchFile.MAX_JOBS,
                "try fewer values, or use search: random with trials"));
        return false;
    }

    private boolean enough(Value entry, Search search, long trials, int room) {
        if (trials > search.size()) {
            problems.add(entry.problemWith(
                    "trials",
                    "is " + trials + ", but there are only " + search.size() + " combinations",
                    "use search: grid, which tries them all"));
            return false;
        }
        return small(entry, trials, room);
    }

    private List<Map<String, Object>> combinations(Value entry, Model model, Search search, Optional<Long> trials) {
        return trials.map(count -> search.random(count.intValue(), prefix(entry, model), entries.seed(entry)))
                .orElseGet(search::grid);
    }

    private List<JobDraft> jobs(
            Value entry, Model model, DatasetDraft dataset, List<Map<String, Object>> combinations) {
        List<JobDraft> jobs = new ArrayList<>();
        for (Map<String, Object> combination : combinations) {
            Map<String, Object> parameters = model.defaults();
            parameters.putAll(combination);
            jobs.add(new JobDraft(
                    names.numbered(prefix(entry, model)),
                    entry.field("model").flatMap(Value::text).orElseThrow(),
                    model.algorithm().name(),
                    parameters,
                    entries.seed(entry),
                    dataset,
                    entries.resources(entry, model)));
        }
        return jobs;
    }

    private static String prefix(Value entry, Model model) {
        return entry.field("name")
                .flatMap(Value::text)
                .orElseGet(() -> Slug.of(entry.field("model")
                        .flatMap(Value::text)
                        .map(model::spelled)
                        .orElse(model.name())));
    }
}
