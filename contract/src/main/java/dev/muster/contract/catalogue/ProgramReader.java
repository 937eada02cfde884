package dev.muster.contract.catalogue;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.document.Document;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Schema;
import dev.muster.contract.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the programs in a folder: one in each folder with a {@code program.yaml}. */
public final class ProgramReader {
    /** What says what a program is. */
    public static final String FILE = "program.yaml";

    private static final Schema SCHEMA = Schema.resource(
                    ProgramReader.class, "/dev/muster/contract/catalogue.schema.json")
            .part("/$defs/program");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private ProgramReader() {}

    /**
     * All programs in a folder, by name.
     *
     * @throws InvalidInputException with everything that is wrong with any of them
     */
    public static List<Program> all(Path folder) {
        Problems problems = new Problems();
        List<Program> programs = new ArrayList<>();
        for (Path candidate : candidates(folder)) {
            read(candidate, problems).ifPresent(programs::add);
        }
        problems.throwIfAny();
        return programs;
    }

    /**
     * One program; empty when there is none of that name.
     *
     * @throws InvalidInputException with everything that is wrong with it
     */
    public static Optional<Program> find(Path folder, String name) {
        Path candidate = folder.resolve(name);
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(candidate.resolve(FILE))) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        Optional<Program> program = read(candidate, problems);
        problems.throwIfAny();
        return program;
    }

    private static List<Path> candidates(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> Files.isRegularFile(path.resolve(FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Optional<Program> read(Path folder, Problems problems) {
        Path file = folder.resolve(FILE);
        String name = String.valueOf(folder.getFileName());
        if (!NAME.matcher(name).matches()) {
            return problems.add(Problem.at(
                    folder.toString(), "is no name of a program", "use lower-case letters, digits and dashes"));
        }
        try {
            Problems own = new Problems();
            Value entry = Document.parse(Files.readAllBytes(file), file.toString(), own);
            SCHEMA.check(entry, own);
            Optional<Program> program = own.none() ? Optional.of(program(name, folder, entry, own)) : Optional.empty();
            own.list().forEach(problem -> problems.add(placed(problem, file)));
            return own.none() ? program : Optional.empty();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Program program(String name, Path folder, Value file, Problems problems) throws IOException {
        ProgramFiles files = ProgramFiles.in(folder);
        String entry = CatalogueReader.text(file, "entry");
        if (!Files.isRegularFile(folder.resolve(entry), LinkOption.NOFOLLOW_LINKS)) {
            problems.add(file.problemWith("entry", "there is no file " + entry, "name a Python file beside it"));
        }
        return new Program(
                name,
                CatalogueReader.aliases(file),
                entry,
                file.field("driver").flatMap(Value::truth).orElse(false),
                AlgorithmReader.read(Program.algorithm(name, files.digest()), file, problems),
                files.digest(),
                folder);
    }

    /** Places in several files need the file's name. */
    private static Problem placed(Problem problem, Path file) {
        String place = problem.place().equals(file.toString()) ? problem.place() : file + ": " + problem.place();
        return Problem.at(place, problem.message(), problem.fix()).on(problem.line(), problem.column());
    }

    private static InvalidInputException unreadable(Path folder, IOException cause) {
        return InvalidInputException.of(Problem.at(
                folder.toString(), "cannot be read: " + cause.getMessage(), "correct the folder, or MUSTER_PROGRAMS"));
    }
}
