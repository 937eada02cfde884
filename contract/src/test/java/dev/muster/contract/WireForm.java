package dev.muster.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An event as an HTTP message, written straight from the specifications (CloudEvents HTTP protocol binding 1.0.2 and
 * JSON event format 1.0.2), so that it checks a codec instead of being one.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record WireForm(Map<String, String> headers, byte[] body) {
    /** Attributes as percent-encoded {@code ce-} headers, the data as the body. */
    public static WireForm binary(CloudEvent event) {
        Map<String, String> headers = new LinkedHashMap<>();
        attributes(event).forEach((name, value) -> {
            if (name.equals("datacontenttype")) {
                headers.put("content-type", value);
            } else {
                headers.put("ce-" + name, percentEncoded(value));
            }
        });
        CloudEventData data = event.getData();
        return new WireForm(headers, data == null ? new byte[0] : data.toBytes());
    }

    /** All in one JSON object: JSON data as it is, text as a string, anything else as {@code data_base64}. */
    public static WireForm structured(CloudEvent event) {
        ObjectNode json = Json.mapper().createObjectNode();
        attributes(event).forEach(json::put);
        CloudEventData data = event.getData();
        if (data != null) {
            String contentType = String.valueOf(event.getDataContentType());
            if (contentType.equals("application/json")) {
                json.set("data", tree(data.toBytes()));
            } else if (contentType.equals("application/yaml")) {
                json.put("data", new String(data.toBytes(), StandardCharsets.UTF_8));
            } else {
                json.put("data_base64", data.toBytes());
            }
        }
        return new WireForm(Map.of("content-type", "application/cloudevents+json"), Json.bytes(json));
    }

    private static Map<String, String> attributes(CloudEvent event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : event.getAttributeNames()) {
            attributes.put(name, String.valueOf(event.getAttribute(name)));
        }
        for (String name : event.getExtensionNames()) {
            attributes.put(name, String.valueOf(event.getExtension(name)));
        }
        return attributes;
    }

    private static JsonNode tree(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("a sample with bad JSON", e);
        }
    }

    /** HTTP binding 3.1.3.2: space, double quote, percent, and all outside U+0021 to U+007E. */
    private static String percentEncoded(String value) {
        StringBuilder encoded = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (c > 0x20 && c < 0x7F && c != '"' && c != '%') {
                encoded.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
                }
            }
        });
        return encoded.toString();
    }
}
