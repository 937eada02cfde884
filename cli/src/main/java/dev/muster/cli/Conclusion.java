package dev.muster.cli;

import dev.muster.cli.text.VerdictText;
import dev.muster.contract.BatchState;
import dev.muster.contract.Verdict;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a batch ended.
 *
 * @param verdict of the batch
 * @param stored whether it had ended before this command
 * @param report where the report was written; null for nowhere
 */
record Conclusion(Verdict verdict, boolean stored, @Nullable String report) {
    private static final int ROWS = 25;

    static Conclusion of(Verdict verdict, boolean stored, @Nullable Path report) {
        return new Conclusion(verdict, stored, report == null ? null : report.toString());
    }

    int exitCode() {
        return switch (verdict.state()) {
            case PASSED -> ExitCode.PASSED;
            case CANCELLED -> ExitCode.CANCELLED;
            case FAILED, RUNNING -> ExitCode.NOT_PASSED;
        };
    }

    void print(Environment environment) {
        var terminal = environment.terminal();
        new VerdictText(terminal.ink(), terminal.width()).lines(verdict, ROWS).forEach(terminal.out()::println);
        if (report != null) {
            terminal.out().println("report   " + report);
        }
        if (stored) {
            terminal.out().println("This batch had ended before; nothing was trained. --fresh trains it again.");
        }
        if (verdict.state() == BatchState.CANCELLED) {
            terminal.out().println("resume with: muster resume " + verdict.batch());
        }
    }
}
