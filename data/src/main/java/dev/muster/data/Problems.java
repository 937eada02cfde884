package dev.muster.data;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gathers what is wrong with one dataset: the first of each sort one by one, the others as a number. */
final class Problems {
    /** How many of each sort are told one by one. */
    static final int SHOWN = 20;

    private final String place;
    private final List<Problem> shown = new ArrayList<>();
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);

    /**
     * Starts with none.
     *
     * @param place of the dataset
     */
    Problems(String place) {
        this.place = place;
    }

    /** Notes a problem. */
    void add(Fault fault, Problem problem) {
        if (counts.merge(fault, 1L, Long::sum) <= SHOWN) {
            shown.add(problem);
        }
    }

    /** Notes a problem of the dataset as a whole. */
    void add(Fault fault, String message, String fix) {
        add(fault, Problem.at(place, message, fix));
    }

    /** Notes more of a sort that was told of already. */
    void addMore(Fault fault, long count) {
        if (count > 0) {
            counts.merge(fault, count, Long::sum);
        }
    }

    /** Whether one more of a sort would be told; where not, its text need not be made. */
    boolean tells(Fault fault) {
        return counts.getOrDefault(fault, 0L) < SHOWN;
    }

    boolean any() {
        return !counts.isEmpty();
    }

    /** Whether there is a problem of a sort. */
    boolean any(Fault fault) {
        return counts.containsKey(fault);
    }

    /**
     * Ends here if there is any.
     *
     * @throws InvalidInputException with all of them, in the order in which they were found
     */
    void throwIfAny() {
        if (any()) {
            List<Problem> all = new ArrayList<>(shown);
            counts.forEach((fault, count) -> {
                if (count > SHOWN) {
                    String more = String.format(Locale.ROOT, "and %,d more %s", count - SHOWN, fault.many());
                    all.add(Problem.at(place, more, "mend them alike"));
                }
            });
            throw new InvalidInputException(all);
        }
    }
}
