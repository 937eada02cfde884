package dev.muster.console;

import dev.muster.ledger.Death;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Knative Eventing adds to an event that could not be delivered: to whom, which status came back, and the
 * beginning of the answer, in Base64 or not.
 */
record KnativeError(String subscriber, int status, String error) {
    private static final int SHORTEST = 16;

    /** Takes the three extensions out, so that an event that is sent again is what it was. */
    static KnativeError takeFrom(Map<String, String> attributes) {
        String subscriber = Objects.requireNonNullElse(attributes.remove("knativeerrordest"), "");
        int status = status(attributes.remove("knativeerrorcode"));
        String data = Objects.requireNonNullElse(attributes.remove("knativeerrordata"), "");
        return new KnativeError(subscriber, status, decoded(data).orElse(data).strip());
    }

    Death death() {
        return new Death(subscriber, status, error);
    }

    private static int status(@Nullable String code) {
        try {
            return code == null ? 0 : Integer.parseInt(code.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Empty for what is no Base64 of a text: a word may consist of its letters. */
    private static Optional<String> decoded(String data) {
        if (data.length() < SHORTEST || data.length() % 4 != 0) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        // Not told that this is the end: a character that was cut in two is left out.
        if (decoder.decode(ByteBuffer.wrap(bytes), text, false).isError()) {
            return Optional.empty();
        }
        String found = text.flip().toString();
        boolean readable = found.chars().allMatch(c -> c >= ' ' || Character.isWhitespace(c));
        return readable ? Optional.of(found) : Optional.empty();
    }
}
