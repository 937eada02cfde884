package dev.muster.contract;

import java.util.List;
import java.util.stream.Collectors;

/** Input that no retry can mend, with every problem found in it. */
public final class InvalidInputException extends RuntimeException {
    private final transient List<Problem> problems;

    /** Refuses an input for these problems, of which there is at least one. */
    public InvalidInputException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> problem.place() + ": " + problem.message())
                .collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Refuses an input for one problem. */
    public static InvalidInputException of(Problem problem) {
        return new InvalidInputException(List.of(problem));
    }

    /** Every problem found. */
    public List<Problem> problems() {
        return problems;
    }
}
