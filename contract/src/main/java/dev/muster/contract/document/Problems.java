package dev.muster.contract.document;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Collects what is wrong with an input, so that all of it is told at once. Keeps the first {@value #KEPT} and counts
 * the rest: ten thousand jobs with one mistake each shall not make a report of megabytes.
 */
public final class Problems {
    private static final int KEPT = 100;

    private final List<Problem> found = new ArrayList<>();
    private int count;

    /** Notes a problem; always empty, for callers that have no value to go on with. */
    public <T> Optional<T> add(Problem problem) {
        if (found.contains(problem)) {
            return Optional.empty();
        }
        count++;
        if (found.size() < KEPT) {
            found.add(problem);
        }
        return Optional.empty();
    }

    /** Notes all of them. */
    public void addAll(List<Problem> problems) {
        problems.forEach(this::add);
    }

    /** Whether nothing is wrong so far. */
    public boolean none() {
        return count == 0;
    }

    /** In the order of the file, those without a line after the others; a last one counts those that were left out. */
    public List<Problem> list() {
        List<Problem> all = new ArrayList<>(found);
        all.sort(Comparator.comparing((Problem problem) -> problem.line() == 0)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column));
        if (count > all.size()) {
            all.add(Problem.at("", (count - all.size()) + " more problems", "mend these first"));
        }
        return List.copyOf(all);
    }

    /**
     * Refuses the input when anything is wrong.
     *
     * @throws InvalidInputException with all problems
     */
    public void throwIfAny() {
        if (!none()) {
            throw new InvalidInputException(list());
        }
    }
}
