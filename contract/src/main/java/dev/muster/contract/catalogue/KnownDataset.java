package dev.muster.contract.catalogue;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that has a name.
 *
 * @param name as the catalogue writes it
 * @param aliases other names for it
 * @param description for people
 * @param data what and where it is
 * @param folder that a relative path starts from; null for the allowed roots
 * @param obtain how to get the files, when they are not there; empty when the catalogue does not say
 */
public record KnownDataset(
        String name,
        List<String> aliases,
        String description,
        DatasetEntry data,
        @Nullable Path folder,
        String obtain) {
    public KnownDataset {
        aliases = List.copyOf(aliases);
    }
}
