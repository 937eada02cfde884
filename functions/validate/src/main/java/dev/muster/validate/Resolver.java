package dev.muster.validate;

import dev.muster.contract.BatchSpec;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.JobSpec;
import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import dev.muster.contract.batchfile.BatchFile;
import dev.muster.contract.batchfile.BatchFileReader;
import dev.muster.contract.batchfile.DatasetDraft;
import dev.muster.contract.batchfile.JobDraft;
import dev.muster.contract.catalogue.Catalogue;
import dev.muster.contract.document.Problems;
import dev.muster.data.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads batch files and looks at their data; needs no ledger, so it serves dry runs too. Thread-safe. */
public final class Resolver {
    private final BatchFileReader reader;
    private final Places places;
    private final Inspections inspections;

    private Resolver(BatchFileReader reader, Places places, Inspections inspections) {
        this.reader = reader;
        this.places = places;
        this.inspections = inspections;
    }

    /**
     * Reads the catalogue.
     *
     * @throws dev.muster.contract.InvalidInputException when the user's catalogue is wrong
     */
    public static Resolver open(ValidateConfig config) {
        return new Resolver(
                new BatchFileReader(catalogue(config.catalogue()), config.retry(), config.hosts()),
                new Places(config.roots()),
                new Inspections(config.cache()));
    }

    private static Catalogue catalogue(@Nullable Path file) {
        Catalogue builtIn = Catalogue.builtIn();
        if (file == null) {
            return builtIn;
        }
        try {
            return builtIn.extended(
                    Files.readAllBytes(file),
                    file.toString(),
                    file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw InvalidInputException.of(Problem.at(
                    file.toString(), "the catalogue cannot be read: " + e.getMessage(), "correct MUSTER_CATALOGUE"));
        }
    }

    /**
     * Checks a batch file and fills everything in.
     *
     * @throws dev.muster.contract.InvalidInputException with everything that is wrong with it and its data, at once
     */
    public Resolved resolve(BatchText text) {
        Problems problems = new Problems();
        Optional<BatchFile> read = reader.read(text.bytes(), text.name(), problems);
        Optional<Resolved> resolved = read.flatMap(file -> resolve(file, text.folder(), problems));
        problems.throwIfAny();
        return resolved.orElseThrow(() -> new IllegalStateException("refused without a problem: " + text.name()));
    }

    private Optional<Resolved> resolve(BatchFile file, @Nullable Path folder, Problems problems) {
        Map<DatasetDraft, Optional<Inspection>> looked = new LinkedHashMap<>();
        List<JobSpec> jobs = new ArrayList<>();
        for (JobDraft job : file.jobs()) {
            looked.computeIfAbsent(job.dataset(), draft -> look(draft, folder, problems))
                    .ifPresent(inspection -> jobs.add(job.with(inspection.dataset())));
        }
        if (!problems.none() || jobs.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Profile> profiles = new LinkedHashMap<>();
        looked.values().stream()
                .flatMap(Optional::stream)
                .forEach(inspection -> profiles.put(inspection.digest(), inspection.profile()));
        BatchSpec spec = new BatchSpec(
                file.name(), file.priority(), jobs, file.gates(), file.retry(), file.promote(), file.notifyUrl());
        return Optional.of(new Resolved(spec, List.copyOf(profiles.values())));
    }

    private Optional<Inspection> look(DatasetDraft draft, @Nullable Path folder, Problems problems) {
        return places.find(draft, folder, problems).flatMap(place -> {
            try {
                return Optional.of(inspections.inspect(draft, place));
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
                return Optional.empty();
            }
        });
    }
}
