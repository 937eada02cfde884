package dev.muster.train;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what went wrong with one cluster from stopping the others. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Map<String, RuntimeException> byCluster = new LinkedHashMap<>();

    /** Whether the action went well with that cluster. */
    boolean catching(String cluster, Runnable action) {
        try {
            action.run();
            return true;
        } catch (RuntimeException e) {
            RuntimeException before = byCluster.putIfAbsent(cluster, e);
            if (before != null) {
                before.addSuppressed(e);
            }
            return false;
        }
    }

    /**
     * Throws when none of so many clusters could be served, so that the event comes again. Otherwise it has done what
     * it could: the log says who was left out, and the next sweep tries again.
     */
    void settle(int clusters) {
        if (byCluster.size() == clusters) {
            Iterator<RuntimeException> failures = byCluster.values().iterator();
            RuntimeException failure = failures.next();
            failures.forEachRemaining(failure::addSuppressed);
            throw failure;
        }
        byCluster.forEach((cluster, e) -> LOG.warn("cluster {} was left out until the next sweep", cluster, e));
    }
}
