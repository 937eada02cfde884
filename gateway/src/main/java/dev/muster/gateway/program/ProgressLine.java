package dev.muster.gateway.program;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code progress.jsonl}: an epoch that ended, or a checkpoint that was saved.
 *
 * @param epoch that ended; null for a checkpoint
 * @param epochs planned
 * @param metrics of the epoch
 * @param checkpoint the last epoch in it; null for an epoch
 * @param file of the checkpoint, in the work folder
 * @param sha256 of the file, in hex
 */
record ProgressLine(
        @Nullable Integer epoch,
        @Nullable Integer epochs,
        @Nullable Map<String, Double> metrics,
        @Nullable Integer checkpoint,
        @Nullable String file,
        @Nullable String sha256) {}
