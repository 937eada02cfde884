package dev.muster.contract;

/** A cluster that cannot be reached now; trying again later may help. */
public final class ClusterUnavailableException extends RuntimeException implements TemporaryTrouble {
    /** Says which cluster, and what happened. */
    public ClusterUnavailableException(String cluster, Throwable cause) {
        super("cluster " + cluster + " cannot be reached: " + cause.getMessage(), cause);
    }
}
