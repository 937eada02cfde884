package dev.muster.gateway.spool;

import java.time.Duration;

/**
 * What a spool keeps.
 *
 * @param heartbeats of one channel; older ones are dropped first, results never
 * @param unwritten bytes, in memory, of one channel's events that the disk does not take; beyond them a channel takes
 *     no more
 * @param forgotten how long a channel may go without anybody asking before it is dropped as a whole; a lost result is
 *     found again by its manifest
 */
public record SpoolLimits(int heartbeats, long unwritten, Duration forgotten) {
    /** 1,000 heartbeats, 64 MiB, a day. */
    public static final SpoolLimits DEFAULT = new SpoolLimits(1_000, 64L << 20, Duration.ofHours(24));

    public SpoolLimits {
        if (heartbeats < 1 || unwritten < 0 || forgotten.isNegative() || forgotten.isZero()) {
            throw new IllegalArgumentException("no such limits of a spool: " + heartbeats + " heartbeats, " + unwritten
                    + " bytes unwritten, forgotten after " + forgotten);
        }
    }
}
