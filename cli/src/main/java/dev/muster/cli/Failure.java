package dev.muster.cli;

import dev.muster.artifacts.ArtifactException;
import dev.muster.cli.cluster.LocalClusterException;
import dev.muster.cli.text.Figures;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.embedded.postgres.EmbeddedPostgresException;
import dev.muster.ledger.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a command that failed says of itself.
 *
 * @param exitCode one of {@link ExitCode}
 * @param message for people
 * @param problems of the input; empty when it is not at fault
 */
record Failure(int exitCode, String message, List<Problem> problems) {
    private static final Set<Class<?>> TROUBLE = Set.of(
            LedgerException.class,
            EmbeddedPostgresException.class,
            ClusterUnavailableException.class,
            LocalClusterException.class,
            ArtifactException.class);

    Failure {
        problems = List.copyOf(problems);
    }

    static Failure of(Throwable thrown) {
        if (thrown instanceof InvalidInputException invalid) {
            String message = "refused for " + Figures.count(invalid.problems().size(), "problem");
            return new Failure(ExitCode.INVALID, message, invalid.problems());
        }
        if (thrown instanceof Trouble trouble) {
            return new Failure(trouble.exitCode(), text(trouble), List.of());
        }
        if (thrown instanceof UncheckedIOException wrapped) {
            return of(Objects.requireNonNull(wrapped.getCause()));
        }
        if (thrown instanceof IOException io) {
            return new Failure(ExitCode.TROUBLE, text(io), List.of());
        }
        if (TROUBLE.stream().anyMatch(type -> type.isInstance(thrown))) {
            return new Failure(ExitCode.TROUBLE, text(thrown), List.of());
        }
        return new Failure(ExitCode.BUG, thrown.toString(), List.of());
    }

    /** The messages of file systems are often a bare path. */
    private static String text(Throwable thrown) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), thrown.toString());
        if (thrown instanceof NoSuchFileException) {
            return "no such file: " + message;
        }
        if (thrown instanceof AccessDeniedException) {
            return "no permission: " + message;
        }
        return thrown instanceof FileSystemException || thrown instanceof IOException
                ? "input or output failed: " + message
                : message;
    }
}
