package dev.muster.validate;

import dev.muster.contract.BatchSpec;
import dev.muster.contract.DatasetSpec;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import dev.muster.contract.Task;
import dev.muster.contract.batchfile.BatchFile;
import dev.muster.contract.batchfile.DatasetDraft;
import dev.muster.contract.batchfile.JobDraft;
import dev.muster.contract.document.Problems;
import dev.muster.data.Inspection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look at the data of one batch: each dataset once, however many jobs learn from it. */
final class Look {
    private final Places places;
    private final @Nullable Path folder;
    private final Inspections inspections;
    private final Problems problems;
    private final Map<DatasetDraft, Optional<DatasetSpec>> found = new HashMap<>();
    private final Map<DatasetSpec, Optional<Inspection>> seen = new LinkedHashMap<>();

    Look(Places places, @Nullable Path folder, Inspections inspections, Problems problems) {
        this.places = places;
        this.folder = folder;
        this.inspections = inspections;
        this.problems = problems;
    }

    /** The batch with its data; empty when anything is wrong, in the file or in the data. */
    Optional<Resolved> resolve(BatchFile file) {
        List<JobSpec> jobs = new ArrayList<>();
        for (JobDraft job : file.jobs()) {
            inspect(job.dataset()).ifPresent(inspection -> jobs.add(job.with(inspection.dataset())));
        }
        if (problems.none()) {
            refuseTwoTargets();
        }
        if (!problems.none()) {
            return Optional.empty();
        }
        BatchSpec spec = new BatchSpec(
                file.name(),
                file.queueing(),
                jobs,
                file.gates(),
                file.join(),
                file.retry(),
                file.promote(),
                file.notifyUrl(),
                file.fresh());
        return Optional.of(new Resolved(spec, profiles()));
    }

    private Optional<Inspection> inspect(DatasetDraft draft) {
        return found.computeIfAbsent(
                        draft, asked -> places.find(asked, folder, problems).map(place -> asked.at(place.toString())))
                .flatMap(spec -> seen.computeIfAbsent(spec, this::look));
    }

    private Optional<Inspection> look(DatasetSpec spec) {
        try {
            return Optional.of(inspections.inspect(spec));
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A profile counts the classes of one target, and the gates take their baseline from there. */
    private void refuseTwoTargets() {
        Map<String, DatasetSpec> byDigest = new HashMap<>();
        seen.forEach((spec, inspection) -> {
            DatasetSpec other = inspection
                    .map(found -> byDigest.putIfAbsent(found.digest(), spec))
                    .orElse(null);
            if (other != null && spec.task() == Task.CLASSIFICATION && !Objects.equals(spec.target(), other.target())) {
                String message = "learn " + other.target() + " and " + spec.target() + " of one file, " + spec.uri()
                        + ", whose models cannot be compared";
                problems.add(Problem.at("jobs", message, "make two batches of it"));
            }
        });
    }

    private List<Profile> profiles() {
        Map<String, Profile> byDigest = new LinkedHashMap<>();
        seen.values().stream()
                .flatMap(Optional::stream)
                .forEach(inspection -> byDigest.put(inspection.digest(), inspection.profile()));
        return List.copyOf(byDigest.values());
    }
}
