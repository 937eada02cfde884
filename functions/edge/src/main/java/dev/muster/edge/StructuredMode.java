package dev.muster.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whole event as one JSON document (CloudEvents HTTP binding 1.0.2, section 3.2; JSON format 1.0.2). */
final class StructuredMode {
    static final String MEDIA_TYPE = "application/cloudevents+json";

    private static final EventFormat FORMAT = new JsonFormat();
    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final Set<String> STRINGS =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema");

    private StructuredMode() {}

    static CloudEvent decode(HttpMessage message) {
        JsonNode json = parse(message.body());
        Draft draft = new Draft("");
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!field.getKey().equals("data") && !field.getKey().equals("data_base64")) {
                attribute(draft, field.getKey(), field.getValue());
            }
        }
        data(draft, json);
        return draft.build();
    }

    static HttpMessage encode(CloudEvent event) {
        return new HttpMessage(Map.of("content-type", MEDIA_TYPE + "; charset=utf-8"), FORMAT.serialize(event));
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode json = STRICT.readTree(body);
            if (json.isObject()) {
                return json;
            }
            throw refused("is no JSON object", "send one event as a JSON object");
        } catch (IOException e) {
            throw refused("is no JSON: " + firstLine(e), "send one event as a JSON object in UTF-8");
        }
    }

    private static void attribute(Draft draft, String name, JsonNode value) {
        boolean text = STRINGS.contains(name);
        if (value.isTextual() || (!text && (value.isBoolean() || value.isInt()))) {
            draft.attribute(name, value.asText());
        } else if (!value.isNull()) {
            draft.problem(
                    name,
                    "has the wrong type: " + value.getNodeType(),
                    text ? "write it as a string" : "write it as a string, a boolean or a 32-bit integer");
        }
    }

    private static void data(Draft draft, JsonNode json) {
        JsonNode data = present(json.get("data"));
        JsonNode base64 = present(json.get("data_base64"));
        JsonNode type = present(json.get("datacontenttype"));
        if (data != null && base64 != null) {
            draft.problem("data_base64", "stands beside data", "send one of the two");
        } else if (base64 != null) {
            try {
                draft.data(Base64.getDecoder().decode(base64.asText()));
            } catch (IllegalArgumentException e) {
                draft.problem("data_base64", "is no Base64: " + e.getMessage(), "use the alphabet of RFC 4648, 4");
            }
        } else if (data != null) {
            boolean asIs = data.isTextual() && type != null && !isJson(type.asText());
            draft.data(asIs ? data.asText().getBytes(StandardCharsets.UTF_8) : Json.bytes(data));
            if (type == null) {
                draft.attribute("datacontenttype", "application/json");
            }
        }
    }

    private static @Nullable JsonNode present(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }

    private static boolean isJson(String contentType) {
        String type = new HttpMessage(Map.of("content-type", contentType), new byte[0]).mediaType();
        return type.endsWith("/json") || type.endsWith("+json");
    }

    private static EventRefusedException refused(String message, String fix) {
        return new EventRefusedException(EventRefusedException.Kind.INVALID, List.of(Problem.at("body", message, fix)));
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
