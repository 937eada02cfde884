package dev.muster.edge;

import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Attributes in {@code ce-} headers, data as the body (CloudEvents HTTP binding 1.0.2, section 3.1). */
final class BinaryMode {
    private static final String PREFIX = "ce-";

    private BinaryMode() {}

    static CloudEvent decode(HttpMessage message) {
        Draft draft = new Draft("header " + PREFIX);
        attributes(message).forEach(draft::attribute);
        if (message.headers().containsKey(PREFIX + "datacontenttype")) {
            draft.problem("datacontenttype", "is no header of an event", "send it as content-type");
        }
        if (message.body().length > 0) {
            draft.data(message.body());
        }
        return draft.build();
    }

    /** As they are said, valid or not. */
    static Map<String, String> attributes(HttpMessage message) {
        Map<String, String> attributes = new TreeMap<>();
        message.headers().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), HeaderValue.decode(value));
            }
        });
        String contentType = message.headers().getOrDefault("content-type", "").strip();
        if (!contentType.isEmpty()) {
            attributes.put("datacontenttype", contentType);
        }
        return attributes;
    }

    static HttpMessage encode(CloudEvent event) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : event.getAttributeNames()) {
            Object value = event.getAttribute(name);
            if (value != null) {
                boolean contentType = name.equals("datacontenttype");
                headers.put(
                        contentType ? "content-type" : PREFIX + name,
                        contentType ? value.toString() : HeaderValue.encode(text(value)));
            }
        }
        for (String name : event.getExtensionNames()) {
            headers.put(PREFIX + name, HeaderValue.encode(text(Objects.requireNonNull(event.getExtension(name)))));
        }
        var data = event.getData();
        return new HttpMessage(headers, data == null ? new byte[0] : data.toBytes());
    }

    /** A whole minute by itself would leave out its seconds, which RFC 3339 does not allow. */
    private static String text(Object value) {
        boolean minute = value instanceof OffsetDateTime time && time.getSecond() == 0 && time.getNano() == 0;
        return minute ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format((OffsetDateTime) value) : value.toString();
    }
}
