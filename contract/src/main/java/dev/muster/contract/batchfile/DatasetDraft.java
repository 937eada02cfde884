package dev.muster.contract.batchfile;

import dev.muster.contract.catalogue.DatasetEntry;
import dev.muster.contract.catalogue.KnownDataset;
import dev.muster.contract.document.Value;
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
        @Nullable KnownDataset known) {}
