package dev.muster.trainer;

import dev.muster.artifacts.ArtifactException;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Outcome;
import dev.muster.contract.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** Says what a failed attempt means: whether another try may help, and what people should know. */
public final class Failures {
    private Failures() {}

    /** The outcome of an attempt that ended with this. */
    public static Outcome.Failed outcome(Throwable failure) {
        return new Outcome.Failed(kind(failure), message(failure));
    }

    private static Outcome.FailureKind kind(Throwable failure) {
        if (failure instanceof InvalidInputException) {
            return Outcome.FailureKind.INVALID;
        }
        boolean around = failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof OutOfMemoryError
                || (failure instanceof ArtifactException store && isAround(store.kind()));
        return around ? Outcome.FailureKind.TRANSIENT : Outcome.FailureKind.UNKNOWN;
    }

    private static boolean isAround(ArtifactException.Kind kind) {
        return switch (kind) {
            case FULL, DENIED, UNAVAILABLE -> true;
            case INVALID_ADDRESS, INVALID_PATH -> false;
        };
    }

    private static String message(Throwable failure) {
        if (failure instanceof InvalidInputException invalid) {
            return invalid.problems().stream().map(Failures::text).collect(Collectors.joining("; "));
        }
        if (failure instanceof OutOfMemoryError) {
            return "out of memory (" + failure.getMessage() + "): give Java more by -Xmx, or run fewer jobs at a time";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String text(Problem problem) {
        return problem.place() + ": " + problem.message() + "; " + problem.fix();
    }
}
