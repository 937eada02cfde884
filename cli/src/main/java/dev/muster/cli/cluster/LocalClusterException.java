package dev.muster.cli.cluster;

/** Something that keeps a local cluster from its work and that a person can mend; the message says what and how. */
public final class LocalClusterException extends RuntimeException {
    LocalClusterException(String message) {
        super(message);
    }

    LocalClusterException(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is a cluster of that name no longer, or not yet. */
    static LocalClusterException down(String name) {
        return new LocalClusterException(
                "the cluster " + name + " is not up; start it with: muster cluster up " + name);
    }
}
