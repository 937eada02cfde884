package dev.muster.trainer;

import dev.muster.contract.Attempt;
import dev.muster.contract.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signed-off result of an attempt, {@code manifest.json} in its folder; written last, so that everything in it is
 * there.
 *
 * @param attempt that this is the result of
 * @param outcome as reported
 * @param baseline metrics of the answer that ignores the features, on the same rows as the outcome's
 * @param classes by index; empty for regression
 * @param confusion test rows by true class, then by predicted class; empty for regression
 * @param history of all epochs, those of earlier attempts included
 * @param best the epoch whose model it is; 0 for the last
 * @param model where its bytes lie
 * @param provenance what it was made of
 * @param notes what happened on the way, for people: a resume, a checkpoint damaged or not written
 * @param seconds of wall time that this attempt took
 */
public record Manifest(
        Attempt attempt,
        Outcome.Succeeded outcome,
        Map<String, Double> baseline,
        List<String> classes,
        List<List<Long>> confusion,
        List<Epoch> history,
        int best,
        Stored model,
        Provenance provenance,
        List<String> notes,
        double seconds) {
    public Manifest {
        baseline = Collections.unmodifiableSortedMap(new TreeMap<>(baseline));
        classes = List.copyOf(classes);
        confusion = confusion.stream().map(List::copyOf).toList();
        history = List.copyOf(history);
        notes = List.copyOf(notes);
    }

    /** The same, with the model elsewhere. */
    Manifest with(Stored other) {
        return new Manifest(
                attempt, outcome, baseline, classes, confusion, history, best, other, provenance, notes, seconds);
    }

    /** Where the manifest of an attempt lies in the artifact store. */
    public static String path(Attempt attempt) {
        return attempt.path() + "/manifest.json";
    }

    /**
     * A stored model.
     *
     * @param path in the artifact store
     * @param digest SHA-256 of its bytes
     * @param bytes how many
     */
    public record Stored(String path, String digest, long bytes) {}
}
