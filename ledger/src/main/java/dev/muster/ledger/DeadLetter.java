package dev.muster.ledger;

import dev.muster.contract.Digest;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event that nobody took, as it came.
 *
 * @param source of the event
 * @param event its id
 * @param type of it
 * @param attributes all others, extensions included
 * @param data its bytes, never changed by anybody; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are kept and handed on, never compared
public record DeadLetter(String source, String event, String type, Map<String, String> attributes, byte[] data) {
    private static final char NUL = 0;
    private static final char REPLACEMENT = '\uFFFD';

    /** The same without U+0000, which PostgreSQL cannot keep in a text. */
    public DeadLetter {
        source = storable(source);
        event = storable(event);
        type = storable(type);
        attributes = Map.copyOf(new TreeMap<>(attributes));
    }

    static String storable(String text) {
        return text.replace(NUL, REPLACEMENT);
    }

    /** The same event has the same letter, however often it dies. */
    public String id() {
        return Digest.id("l-", source, event);
    }
}
