package dev.muster.edge;

import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Attributes in {@code ce-} headers, data as the body (CloudEvents HTTP binding 1.0.2, section 3.1). */
final class BinaryMode {
    private static final String PREFIX = "ce-";

    private BinaryMode() {}

    static CloudEvent decode(HttpMessage message) {
        Draft draft = new Draft("header " + PREFIX);
        message.headers().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                draft.attribute(name.substring(PREFIX.length()), HeaderValue.decode(value));
            }
        });
        if (message.headers().containsKey(PREFIX + "datacontenttype")) {
            draft.problem("datacontenttype", "is no header of an event", "send it as content-type");
        }
        String contentType = message.headers().getOrDefault("content-type", "").strip();
        if (!contentType.isEmpty()) {
            draft.attribute("datacontenttype", contentType);
        }
        if (message.body().length > 0) {
            draft.data(message.body());
        }
        return draft.build();
    }

    static HttpMessage encode(CloudEvent event) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : event.getAttributeNames()) {
            Object value = event.getAttribute(name);
            if (value != null) {
                boolean contentType = name.equals("datacontenttype");
                headers.put(
                        contentType ? "content-type" : PREFIX + name,
                        contentType ? value.toString() : HeaderValue.encode(value.toString()));
            }
        }
        for (String name : event.getExtensionNames()) {
            headers.put(
                    PREFIX + name,
                    HeaderValue.encode(
                            Objects.requireNonNull(event.getExtension(name)).toString()));
        }
        var data = event.getData();
        return new HttpMessage(headers, data == null ? new byte[0] : data.toBytes());
    }
}
