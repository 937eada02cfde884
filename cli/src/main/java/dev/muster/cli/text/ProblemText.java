package dev.muster.cli.text;

import dev.muster.contract.Problem;
import java.io.PrintWriter;

/** Problems as people read them: place, what is wrong, what to do. */
public final class ProblemText {
    private final Ink ink;

    /** Written in this ink. */
    public ProblemText(Ink ink) {
        this.ink = ink;
    }

    /** Prints one. */
    public void print(Problem problem, PrintWriter to) {
        to.println("  " + ink.bold(place(problem)) + "  " + problem.message());
        if (!problem.fix().isBlank()) {
            to.println("      " + ink.dim("fix: ") + problem.fix());
        }
    }

    private static String place(Problem problem) {
        if (problem.line() == 0) {
            return problem.place();
        }
        String column = problem.column() == 0 ? "" : ":" + problem.column();
        return problem.place() + " (line " + problem.line() + column + ")";
    }
}
