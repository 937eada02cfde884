package dev.muster.contract.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Events of a channel, oldest first.
 *
 * @param last number of the last of them; what was asked for when there are none
 * @param events CloudEvents in the JSON format
 */
public record ChannelEvents(long last, List<JsonNode> events) {
    public ChannelEvents {
        events = List.copyOf(events);
    }
}
