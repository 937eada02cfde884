package dev.muster.data;

import dev.muster.contract.Problem;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file whose bytes are not what its form asks for, so that reading on makes no sense. */
final class BrokenFileException extends IOException {
    private final transient Problem problem;

    BrokenFileException(Path file, String message, String fix, @Nullable Throwable cause) {
        super(file + ": " + message, cause);
        this.problem = Problem.at(file.toString(), message, fix);
    }

    /** What to tell. */
    Problem problem() {
        return problem;
    }
}
