package dev.muster.gateway.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who did what, in a log of its own name; no bodies, no tokens. */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("dev.muster.gateway.audit");

    private Audit() {}

    /** Something was asked of the cluster, and taken. */
    static void done(String caller, String operation, int count) {
        LOG.info("{} {} {}", plain(caller), operation, count);
    }

    /** Something was looked at. */
    static void read(String caller, String operation) {
        LOG.debug("{} {}", plain(caller), operation);
    }

    static void refused(String caller) {
        LOG.warn("{} refused", plain(caller));
    }

    /** One line stays one line, whatever a certificate or token says. */
    private static String plain(String caller) {
        return caller.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
