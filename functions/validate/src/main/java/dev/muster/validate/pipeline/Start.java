package dev.muster.validate.pipeline;

import dev.muster.contract.document.Value;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch that an event starts.
 *
 * @param pipeline by which rule
 * @param identity of what happened; with the pipeline, that of the batch
 * @param batch file, filled in; throws {@link dev.muster.contract.InvalidInputException} when the event's object is not
 *     there, or a word is not fit to be put into a file
 * @param folder that relative paths in it start from; null for none
 */
public record Start(
        String pipeline,
        String identity,
        Supplier<Value> batch,
        @Nullable Path folder) {}
