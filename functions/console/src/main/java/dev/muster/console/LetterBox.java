package dev.muster.console;

import dev.muster.contract.Digest;
import dev.muster.contract.EventHandler;
import dev.muster.edge.EventCodec;
import dev.muster.edge.EventRefusedException;
import dev.muster.edge.HttpMessage;
import dev.muster.ledger.DeadLetter;
import dev.muster.ledger.Letters;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;

/**
 * The sink of dead letters: whatever comes in is in the ledger before it is acknowledged, whether or not it is an event
 * that anybody could read. Thread-safe.
 */
public final class LetterBox implements EventHandler {
    private final Letters letters;

    /** Keeps what comes in here. */
    public LetterBox(Letters letters) {
        this.letters = letters;
    }

    @Override
    public List<CloudEvent> handle(CloudEvent event) {
        keep(EventCodec.binary(event));
        return List.of();
    }

    /** Takes a message that a broker sent, in whichever form; what is no valid event is kept by what it has of one. */
    public void take(HttpMessage message) {
        HttpMessage binary;
        try {
            binary = EventCodec.binary(EventCodec.decode(message));
        } catch (EventRefusedException e) {
            binary = message;
        }
        keep(binary);
    }

    private void keep(HttpMessage binary) {
        Map<String, String> attributes = EventCodec.attributes(binary);
        KnativeError error = KnativeError.takeFrom(attributes);
        String source = attributes.getOrDefault("source", "");
        // What has no id of its own is known by its content.
        String id = attributes.getOrDefault("id", Digest.of(binary.body()));
        String type = attributes.getOrDefault("type", "");
        List.of("source", "id", "type", "specversion").forEach(attributes::remove);
        letters.bury(new DeadLetter(source, id, type, attributes, binary.body()), error.death());
    }
}
