package dev.muster.validate.pipeline;

import dev.muster.contract.document.Value;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A batch that an event starts.
 *
 * @param pipeline by which rule
 * @param identity of what happened; with the pipeline, that of the batch
 * @param batch file, filled in
 * @param folder that relative paths in it start from; null for none
 */
public record Start(
        String pipeline,
        String identity,
        Value batch,
        @Nullable Path folder) {}
