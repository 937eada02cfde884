package dev.muster.contract.batchfile;

import dev.muster.contract.DatasetSpec;
import dev.muster.contract.Split;
import dev.muster.contract.catalogue.DatasetEntry;
import dev.muster.contract.catalogue.KnownDataset;
import dev.muster.contract.document.Value;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that a batch file asks for.
 *
 * @param place in the file that asks for it
 * @param name as shown to people
 * @param data what and where it is, complete
 * @param known the entry of the catalogue that it comes from; null when the file gives it in full
 */
public record DatasetDraft(
        Value place,
        String name,
        DatasetEntry data,
        @Nullable KnownDataset known) {
    /** The finished request for the data. */
    public DatasetSpec at(String uri) {
        return new DatasetSpec(
                name,
                uri,
                Objects.requireNonNull(data.format(), "a complete entry has a format"),
                Objects.requireNonNull(data.task(), "a complete entry has a task"),
                data.target(),
                data.shape(),
                Objects.requireNonNullElse(data.split(), Split.DEFAULT));
    }
}
