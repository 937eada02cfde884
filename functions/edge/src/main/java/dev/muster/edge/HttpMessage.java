package dev.muster.edge;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Header fields and body of an HTTP request or response, apart from any server or client.
 *
 * @param headers by lower-case name
 * @param body never changed by anybody; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
public record HttpMessage(Map<String, String> headers, byte[] body) {
    /** The same message with lower-case header names. */
    public HttpMessage {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Collections.unmodifiableMap(lower);
    }

    /** A message whose header fields may repeat; the values of one name are joined by commas (RFC 9110, 5.3). */
    public static HttpMessage of(Map<String, List<String>> headers, byte[] body) {
        Map<String, String> joined = new TreeMap<>();
        headers.forEach((name, values) -> joined.merge(name, String.join(", ", values), (a, b) -> a + ", " + b));
        return new HttpMessage(joined, body);
    }

    /** The value of a header field. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The media type of the body in lower case, without parameters; empty when it names none. */
    String mediaType() {
        String type = headers.getOrDefault("content-type", "");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
