package dev.muster.validate;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.batchfile.BatchFile;
import dev.muster.contract.batchfile.BatchFileReader;
import dev.muster.contract.catalogue.Catalogue;
import dev.muster.contract.catalogue.ProgramReader;
import dev.muster.contract.document.Problems;
import dev.muster.validate.pipeline.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
     * @throws dev.muster.contract.InvalidInputException when the user's catalogue, or a program, is wrong
     */
    public static Resolver open(ValidateConfig config) {
        return new Resolver(
                new BatchFileReader(catalogue(config), config.retry(), config.hosts()),
                new Places(config.roots()),
                new Inspections(config.cache()));
    }

    private static Catalogue catalogue(ValidateConfig config) {
        Path programs = config.programs();
        Catalogue builtIn =
                programs == null ? Catalogue.builtIn() : Catalogue.builtIn().with(ProgramReader.all(programs));
        Path file = config.catalogue();
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
     * @throws InvalidInputException with everything that is wrong with it and its data, at once
     */
    public Resolved resolve(BatchText text) {
        Problems problems = new Problems();
        Optional<BatchFile> file = reader.read(text.bytes(), text.name(), problems);
        return resolved(file, text.folder().orElse(null), places, problems);
    }

    /**
     * As {@link #resolve(BatchText)}, for the batch of a pipeline.
     *
     * @param objects folders that its data may lie under beside the usual ones
     */
    Resolved resolve(Start start, List<Path> objects) {
        Problems problems = new Problems();
        BatchFile file = reader.read(start.batch().get(), start.pipeline(), problems);
        return resolved(Optional.of(file), start.folder(), places.and(objects), problems);
    }

    private Resolved resolved(Optional<BatchFile> file, @Nullable Path folder, Places allowed, Problems problems) {
        Optional<Resolved> resolved =
                file.flatMap(read -> new Look(allowed, folder, inspections, problems).resolve(read));
        problems.throwIfAny();
        return resolved.orElseThrow(() -> new IllegalStateException("a batch was refused without a problem"));
    }
}
