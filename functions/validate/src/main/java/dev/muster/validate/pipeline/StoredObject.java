package dev.muster.validate.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Digest;
import dev.muster.contract.EventTypes;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An object that came into a bucket.
 *
 * @param bucket that it is in
 * @param key its name there
 * @param version which of its contents: the version id, or else the entity tag; may be empty
 * @param sequencer of the change, to tell two uploads of one content apart; may be empty
 */
record StoredObject(String bucket, String key, String version, String sequencer) {
    /** What S3's encoding of a key leaves; a key with any other character was not encoded. */
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9._~*/!'()+%-]*");

    /**
     * The object of an event in the form of the CloudEvents adapter for S3; empty for other events.
     *
     * @throws InvalidInputException when the event says that it is of this form, and is not
     */
    static Optional<StoredObject> of(CloudEvent event) {
        if (!event.getType().startsWith(EventTypes.S3_OBJECT_CREATED_PREFIX)) {
            return Optional.empty();
        }
        JsonNode s3 = record(event).path("s3");
        JsonNode object = s3.path("object");
        String bucket = s3.path("bucket").path("name").asText();
        String key = decoded(object.path("key").asText());
        if (bucket.isEmpty() || key.isEmpty()) {
            throw refused(
                    "the event names no bucket and object", "send S3's record, with s3.bucket.name and s3.object.key");
        }
        String entity = object.path("eTag").asText();
        return Optional.of(new StoredObject(
                bucket,
                key,
                object.path("versionId").asText(entity),
                object.path("sequencer").asText()));
    }

    /** The same for every notice of the same upload, whoever sends it and how often. */
    String identity() {
        return Digest.of(bucket, key, version, sequencer);
    }

    private static JsonNode record(CloudEvent event) {
        CloudEventData data = event.getData();
        if (data == null) {
            throw refused("the event has none", "send S3's record, with s3.bucket.name and s3.object.key");
        }
        try {
            return Json.read(data.toBytes(), JsonNode.class);
        } catch (IllegalArgumentException e) {
            throw refused("is not JSON: " + e.getMessage(), "send S3's record as JSON");
        }
    }

    private static String decoded(String key) {
        try {
            return ENCODED.matcher(key).matches() ? URLDecoder.decode(key, StandardCharsets.UTF_8) : key;
        } catch (IllegalArgumentException badEscape) {
            return key;
        }
    }

    private static InvalidInputException refused(String message, String fix) {
        return InvalidInputException.of(Problem.at("data", message, fix));
    }
}
