package dev.muster.data;

import dev.muster.contract.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the names of the columns and finds the target among them. */
final class Header {
    /** As many as a spreadsheet has. */
    static final int MOST = 16_384;

    private final String file;
    private final Problems problems;

    Header(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Finds the target's index; -1, and a problem, where there is none. */
    int check(List<String> names, @Nullable String target) {
        checkNames(names);
        if (names.size() > MOST) {
            note(
                    MOST,
                    "the file has " + names.size() + " columns, and no more than " + MOST + " can be learned from",
                    "leave some columns out");
        }
        if (target == null) {
            problems.add(Fault.SPEC, "a CSV file needs a target", "name the column to predict as target");
            return -1;
        }
        int index = names.indexOf(target);
        if (index < 0) {
            note(0, "there is no column '" + target + "' to predict", unknownFix(names, target));
        } else if (names.size() == 1) {
            note(0, "there is no column besides the target '" + target + "'", "add columns to learn from");
        }
        return index;
    }

    private void checkNames(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Integer first = seen.putIfAbsent(name, i);
            if (name.isEmpty()) {
                note(i, "column " + (i + 1) + " has no name", "name it, or leave it out if it only numbers the rows");
            } else if (first != null) {
                note(
                        i,
                        "columns " + (first + 1) + " and " + (i + 1) + " are both named '" + name + "'",
                        "give each column a name of its own");
            }
        }
    }

    private static String unknownFix(List<String> names, String target) {
        boolean data =
                names.stream().allMatch(name -> !Double.isNaN(Decimal.parse(name.toCharArray(), 0, name.length())));
        if (data) {
            return "the first line holds numbers: put the column names there";
        }
        String nearest = names.stream()
                .min(Comparator.comparingInt(name -> distance(name, target)))
                .orElse("");
        return "did you mean '" + nearest + "'? The columns are " + listed(names);
    }

    private static String listed(List<String> names) {
        int shown = Math.min(names.size(), 10);
        String list = String.join(", ", names.subList(0, shown));
        return shown < names.size() ? list + " and " + (names.size() - shown) + " more" : list;
    }

    /** Levenshtein's distance, letters of either case alike. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int cost = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }
        return row[b.length()];
    }

    private void note(int index, String message, String fix) {
        problems.add(Fault.HEADER, Problem.at(file, message, fix).on(1, index + 1));
    }
}
