package dev.muster.gateway.program;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a program says it ended: {@code result.json} in its work folder, written last and at once.
 *
 * @param outcome {@code succeeded}, {@code refused} or {@code stopped}
 * @param message why it refuses
 * @param model that it made
 * @param metrics on the test part, where it has no predictions
 * @param predictions of the test part
 * @param versions of what the model depends on
 * @param best the epoch whose model it is; 0 for the last
 */
record ResultFile(
        @Nullable String outcome,
        @Nullable String message,
        @Nullable Signed model,
        @Nullable Map<String, Double> metrics,
        @Nullable Signed predictions,
        @Nullable Map<String, String> versions,
        int best) {
    static final String SUCCEEDED = "succeeded";
    static final String REFUSED = "refused";
    static final String STOPPED = "stopped";

    /**
     * A file in the work folder.
     *
     * @param file its name
     * @param sha256 of its bytes, in hex
     */
    record Signed(String file, String sha256) {}
}
