package dev.muster.gateway.program;

import dev.muster.contract.Outcome;
import dev.muster.contract.Outcome.FailureKind;
import java.util.List;
import java.util.stream.Collectors;

/** What it means that a program's process is gone without a word of its own. */
final class Ending {
    /** Exit code of a program that refuses its request; 64 is EX_USAGE of sysexits.h. */
    private static final int REFUSED = 64;

    private static final int LINES = 20;
    private static final int WIDTH = 300;

    private Ending() {}

    /** The outcome of such an attempt, with the last lines of its log. */
    static Outcome of(RayJob job, List<String> log) {
        Integer exit = job.exitCode();
        return switch (job.status()) {
            case MISSING -> failed(FailureKind.TRANSIENT, "Ray no longer knows the job: its head may have restarted");
            case STOPPED -> failed(FailureKind.TRANSIENT, "the job was stopped in Ray by somebody else");
            case SUCCEEDED -> failed(FailureKind.UNKNOWN, "the program ended without a result" + tail(log));
            default ->
                exit == null
                        ? failed(FailureKind.TRANSIENT, "Ray lost the job: " + job.message() + tail(log))
                        : failed(
                                exit == REFUSED ? FailureKind.INVALID : FailureKind.UNKNOWN,
                                "the program exited with code " + exit + tail(log));
        };
    }

    private static Outcome failed(FailureKind kind, String message) {
        return new Outcome.Failed(kind, message);
    }

    private static String tail(List<String> log) {
        return log.isEmpty()
                ? ""
                : log.subList(Math.max(0, log.size() - LINES), log.size()).stream()
                        .map(line -> line.substring(0, Math.min(WIDTH, line.length())))
                        .collect(Collectors.joining("\n", "; its last words:\n", ""));
    }
}
