package dev.muster.contract.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a mistyped word was meant to be. */
public final class Suggestion {
    private static final int LISTED = 16;

    private Suggestion() {}

    /** {@code did you mean "mlp"?}, or the words there are. */
    public static String fix(String word, Collection<String> known) {
        return fix(word, known, known);
    }

    /** As {@link #fix(String, Collection)}, where some words are known that need not be listed. */
    public static String fix(String word, Collection<String> known, Collection<String> listed) {
        return nearest(word, known)
                .map(best -> "did you mean \"" + best + "\"?")
                .orElseGet(() -> "choose from: " + listed(listed));
    }

    /** The known word that is at most a third of its letters away; empty when there is none. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String given = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(given, candidate.toLowerCase(Locale.ROOT))
                        <= Math.max(1, Math.max(candidate.length(), given.length()) / 3))
                .min(Comparator.<String>comparingInt(c -> distance(given, c.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String listed(Collection<String> known) {
        List<String> sorted = known.stream().sorted().toList();
        return sorted.size() <= LISTED
                ? String.join(", ", sorted)
                : String.join(", ", sorted.subList(0, LISTED)) + " and " + (sorted.size() - LISTED) + " more";
    }

    /** Edits, and swaps of neighbours, from one word to the other (optimal string alignment distance). */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > Math.max(a.length(), b.length()) / 3 + 1) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
