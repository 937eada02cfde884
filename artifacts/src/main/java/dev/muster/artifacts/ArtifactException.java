package dev.muster.artifacts;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.opendal.OpenDALException;
import org.jspecify.annotations.Nullable;

/** Why the artifact store did not do what it was asked. */
public final class ArtifactException extends RuntimeException {
    private final Kind kind;

    private ArtifactException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong, for code. */
    public Kind kind() {
        return kind;
    }

    /** What went wrong. */
    public enum Kind {
        /** No adapter serves the address. A bug or bad configuration. */
        INVALID_ADDRESS,
        /** The path leaves the store, or has no form that every adapter can store. A bug or an attack. */
        INVALID_PATH,
        /** No room left. Trying again helps once somebody made some. */
        FULL,
        /** Access refused: a read-only folder, missing permissions. */
        DENIED,
        /** The store did not answer or broke off. Trying again may help. */
        UNAVAILABLE
    }

    static ArtifactException invalidAddress(String address, Exception cause) {
        // A key does not belong into an address: one that is there is not told to the logs as well.
        String shown = address.replaceAll("=[^&]*", "=…").replaceAll("//[^/]*@", "//…@");
        return new ArtifactException(
                Kind.INVALID_ADDRESS,
                "not the address of an artifact store: " + shown + ": " + cause.getMessage()
                        + ": use a path, file:///folder, s3://bucket/prefix, gs://bucket/prefix or"
                        + " azblob://container/prefix?account=name",
                cause);
    }

    static ArtifactException invalidPath(String path, String reason) {
        return new ArtifactException(Kind.INVALID_PATH, "no artifact can be named '" + path + "': " + reason, null);
    }

    static ArtifactException failed(String action, Path file, IOException cause) {
        Kind kind = kindOf(cause);
        String what = "cannot " + action + " " + file + ": ";
        return switch (kind) {
            case FULL -> new ArtifactException(kind, what + "the disk is full; free some space and try again", cause);
            case DENIED ->
                new ArtifactException(
                        kind, what + "access is denied or the file system is read-only; check its permissions", cause);
            default -> new ArtifactException(kind, what + cause.getMessage(), cause);
        };
    }

    static ArtifactException failed(String action, String object, OpenDALException cause) {
        Kind kind = switch (cause.getCode()) {
            case PermissionDenied -> Kind.DENIED;
            // What an operation may find missing was dealt with: it is the bucket.
            case ConfigInvalid, NotFound -> Kind.INVALID_ADDRESS;
            default -> Kind.UNAVAILABLE;
        };
        String said =
                String.valueOf(cause.getMessage()).split("\\nBacktrace", 2)[0].strip();
        return new ArtifactException(kind, "cannot " + action + " " + object + ": " + said, cause);
    }

    static ArtifactException unanswered(String address, String why, Exception cause) {
        return new ArtifactException(Kind.UNAVAILABLE, "no answer from " + address + ": " + why, cause);
    }

    /** The JDK has no exception type for a full disk: the operating system's words are all there is. */
    private static Kind kindOf(IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("quota exceeded")) {
            return Kind.FULL;
        }
        boolean denied = cause instanceof AccessDeniedException
                || message.contains("read-only file system")
                || message.contains("permission denied")
                || message.contains("operation not permitted");
        return denied ? Kind.DENIED : Kind.UNAVAILABLE;
    }
}
