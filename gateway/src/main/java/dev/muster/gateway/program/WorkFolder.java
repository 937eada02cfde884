package dev.muster.gateway.program;

import dev.muster.contract.Attempt;
import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import dev.muster.contract.catalogue.ProgramFiles;
import dev.muster.trainer.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder in which an attempt's program and the gateway meet. What the program writes is not trusted: names lead
 * nowhere else, and contents are checked.
 */
final class WorkFolder {
    /** Epochs of earlier attempts. */
    static final String RESUMED = "resumed.json";

    private static final String REQUEST = "request.json";
    private static final String PROGRAM = "program";

    private final Path folder;

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of an attempt, which may not be there yet. */
    static WorkFolder of(Path work, Attempt attempt) {
        return new WorkFolder(work.resolve(attempt.path()));
    }

    Path path() {
        return folder;
    }

    /** Where the program lays what it reports epoch by epoch. */
    Path progress() {
        return folder.resolve("progress.jsonl");
    }

    /** Whether all that a program needs is there: the request is written last. */
    boolean prepared() {
        return Files.exists(folder.resolve(REQUEST));
    }

    /** Copies a program, so that what runs is what was checked and stays as it is. */
    ProgramFiles copy(Path program) throws IOException {
        Path copy = folder.resolve(PROGRAM);
        delete(copy);
        Files.createDirectories(copy);
        for (Path file : ProgramFiles.in(program).paths()) {
            Path target = copy.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(program.resolve(file), target, LinkOption.NOFOLLOW_LINKS);
        }
        return ProgramFiles.in(copy);
    }

    void write(String name, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path draft = folder.resolve(name + ".draft");
        Files.write(draft, content);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void write(ProgramRequest request) throws IOException {
        write(REQUEST, Json.bytes(request));
    }

    /** Asks the program to stop. */
    void askToStop() throws IOException {
        write("stop", new byte[0]);
    }

    /** The epochs that the attempt goes on after; none when it began afresh. */
    List<Epoch> resumed() throws IOException {
        return read(RESUMED)
                .map(json -> List.of(Json.read(json, Epoch[].class)))
                .orElse(List.of());
    }

    /** What changes while the program lives; empty before it began to. */
    String beat() throws IOException {
        return read("alive").map(String::new).orElse("");
    }

    /**
     * How the program says it ended.
     *
     * @throws IllegalArgumentException when the file is no result
     */
    Optional<ResultFile> result() throws IOException {
        return read("result.json").map(json -> Json.read(json, ResultFile.class));
    }

    /**
     * The content of a file that the program signed.
     *
     * @throws IOException when it is not there, or not what was signed
     */
    byte[] signed(String name, String sha256) throws IOException {
        byte[] content = read(name).orElseThrow(() -> new NoSuchFileException(name));
        if (!Digest.of(content).equals("sha256:" + sha256)) {
            throw new IOException(name + " is not what the program signed");
        }
        return content;
    }

    private Optional<byte[]> read(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!folder.equals(file.getParent()) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException removedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Removes everything. */
    void delete() throws IOException {
        delete(folder);
    }

    private static void delete(Path top) throws IOException {
        if (Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> tree = Files.walk(top)) {
                List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
