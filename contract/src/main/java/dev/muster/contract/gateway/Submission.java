package dev.muster.contract.gateway;

import dev.muster.contract.Assignment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of attempts to start.
 *
 * @param channel where their events wait to be fetched, as {@link GatewayApi#EVENTS} says; null to have them posted to
 *     the gateway's own broker
 * @param assignments at most {@link #LARGEST}
 */
public record Submission(@Nullable String channel, List<Assignment> assignments) {
    /** Assignments in one submission. */
    public static final int LARGEST = 10_000;

    public Submission {
        assignments = List.copyOf(assignments);
        if (channel != null && !channel.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException(
                    "not a channel: '" + channel + "': write 1 to 64 lower-case letters, digits and dashes");
        }
        if (assignments.size() > LARGEST) {
            throw new IllegalArgumentException(
                    assignments.size() + " assignments in one submission: send at most " + LARGEST + " at a time");
        }
    }
}
