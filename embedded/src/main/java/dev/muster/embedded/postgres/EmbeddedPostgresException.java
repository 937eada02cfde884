package dev.muster.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** The embedded server could not be started, used or stopped; the message says why, and what to do. */
public final class EmbeddedPostgresException extends RuntimeException {
    private EmbeddedPostgresException(String message) {
        super(message);
    }

    private EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }

    static EmbeddedPostgresException notWritable(Path directory, IOException cause) {
        return new EmbeddedPostgresException(
                "cannot write " + directory + " (" + cause + "): make it writable, or name another directory", cause);
    }

    static EmbeddedPostgresException noSpace(Path directory, long free, long needed) {
        return new EmbeddedPostgresException(directory + " has " + free / (1 << 20)
                + " MB free, and a new database needs " + needed / (1 << 20) + " MB: free some space");
    }

    static EmbeddedPostgresException otherVersion(Path data, String found, String ours) {
        return new EmbeddedPostgresException(data + " was made by PostgreSQL " + found + ", and this is PostgreSQL "
                + ours + ": move it aside to start afresh, or dump it with version " + found + " and restore it here");
    }

    static EmbeddedPostgresException noPassword(Path file) {
        return new EmbeddedPostgresException(file + ", the password of the database beside it, is missing: put it back,"
                + " or move the whole directory aside to start afresh");
    }

    static EmbeddedPostgresException noBinaries(String resource) {
        return new EmbeddedPostgresException("PostgreSQL for this machine (" + resource
                + ") is not on the class path: build Muster on a machine of this kind, or name a server instead");
    }

    static EmbeddedPostgresException refusesRoot() {
        return new EmbeddedPostgresException("PostgreSQL does not run as root, and neither unshare nor setpriv can step"
                + " down from it here: run as another user, or name a server instead");
    }

    static EmbeddedPostgresException failed(String what, Path directory, String output) {
        return new EmbeddedPostgresException(what + " failed in " + directory + hint(output) + "; it said:\n" + output);
    }

    static EmbeddedPostgresException interrupted(String what) {
        return new EmbeddedPostgresException("interrupted while " + what);
    }

    static EmbeddedPostgresException inUseInThisProcess(Path directory, Throwable cause) {
        return new EmbeddedPostgresException(
                directory + " is held by another copy of this class in the same process", cause);
    }

    private static String hint(String output) {
        if (output.contains("No space left on device")) {
            return ": the disk is full, free some space";
        }
        if (output.contains("Permission denied") || output.contains("Read-only file system")) {
            return ": it cannot be written, make it writable or name another directory";
        }
        return "";
    }
}
