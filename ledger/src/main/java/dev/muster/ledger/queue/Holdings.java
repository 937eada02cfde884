package dev.muster.ledger.queue;

import java.util.Map;

/**
 * What teams have had, by the name that their work counts under.
 *
 * @param running now
 * @param served jobs started lately, the longer ago the less they count; who had fewer goes first where shares are
 *     equal, as they are when there is but one place
 */
public record Holdings(Map<String, Usage> running, Map<String, Double> served) {
    /** Nobody had anything. */
    public static final Holdings NONE = new Holdings(Map.of(), Map.of());

    public Holdings {
        running = Map.copyOf(running);
        served = Map.copyOf(served);
    }
}
