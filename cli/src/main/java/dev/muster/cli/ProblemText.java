package dev.muster.cli;

import dev.muster.contract.Problem;
import java.io.PrintWriter;

/** Problems as people read them: place, what is wrong, what to do. */
final class ProblemText {
    private final Ink ink;

    ProblemText(Ink ink) {
        this.ink = ink;
    }

    void print(Problem problem, PrintWriter to) {
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
