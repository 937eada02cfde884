package dev.muster.validate;

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
        throw new UnsupportedOperationException("to be written");
    }

    /** Text that came over the network. */
    public static BatchText of(byte[] bytes, String name) {
        return new BatchText(bytes, name, null);
    }
}
