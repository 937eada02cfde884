package dev.muster.validate;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A batch file as it came, YAML or JSON. */
public final class BatchText {
    private final byte[] bytes;
    private final String name;
    private final @Nullable Path folder;

    private BatchText(byte[] bytes, String name, @Nullable Path folder) {
        this.bytes = bytes.clone();
        this.name = name;
        this.folder = folder;
    }

    /**
     * Reads a file, but no more of it than a batch file can have.
     *
     * @throws InvalidInputException when it cannot be read
     */
    public static BatchText read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String name = file.getFileName() == null
                    ? file.toString()
                    : file.getFileName().toString();
            byte[] bytes = in.readNBytes(Document.MAX_BYTES + 1);
            return new BatchText(bytes, name, file.toAbsolutePath().normalize().getParent());
        } catch (NoSuchFileException e) {
            throw refused(file, "there is no such file");
        } catch (IOException e) {
            throw refused(file, Files.isDirectory(file) ? "is a folder" : "cannot be read: " + e.getMessage());
        }
    }

    /**
     * Text that came over the network.
     *
     * @param name of the file that it would be, such as {@code jobs.json}
     */
    public static BatchText of(byte[] bytes, String name) {
        return new BatchText(bytes, name, null);
    }

    /** The text in UTF-8, as far as anybody knows. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The name of the file; names the batch when it does not name itself. */
    public String name() {
        return name;
    }

    /** Where relative paths in it start; empty when it did not come from a folder. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    private static InvalidInputException refused(Path file, String message) {
        return InvalidInputException.of(
                Problem.at(file.toString(), message, "give the path of a batch file, such as examples/digits.yaml"));
    }
}
