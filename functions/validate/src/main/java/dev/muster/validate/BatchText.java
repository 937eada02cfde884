package dev.muster.validate;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.document.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A batch file as it came, YAML or JSON.
 *
 * @param bytes UTF-8
 * @param name of the file, such as {@code jobs.json}: names the batch when it does not name itself
 * @param folder that relative paths in it start from; null when it did not come from a folder
 */
public record BatchText(byte[] bytes, String name, @Nullable Path folder) {
    /**
     * Reads a file.
     *
     * @throws dev.muster.contract.InvalidInputException when it cannot be read, or is too large to be a batch file
     */
    public static BatchText read(Path file) {
        try {
            long size = Files.size(file);
            if (size > Document.MAX_BYTES) {
                throw refused(file, "has " + size + " bytes, more than the " + Document.MAX_BYTES + " of a batch file");
            }
            return new BatchText(
                    Files.readAllBytes(file),
                    file.getFileName().toString(),
                    file.toAbsolutePath().getParent());
        } catch (NoSuchFileException e) {
            throw refused(file, "is not there");
        } catch (IOException e) {
            throw refused(file, "cannot be read: " + e.getMessage());
        }
    }

    /** Text that came over the network. */
    public static BatchText of(byte[] bytes, String name) {
        return new BatchText(bytes, name, null);
    }

    private static InvalidInputException refused(Path file, String message) {
        return InvalidInputException.of(
                Problem.at(file.toString(), message, "give the path of a batch file, such as examples/digits.yaml"));
    }
}
