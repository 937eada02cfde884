package dev.muster.validate.pipeline;

import dev.muster.contract.EventTypes;
import dev.muster.contract.document.Value;
import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events a pipeline starts on.
 *
 * @param patterns by attribute; all must match
 */
record Selector(Map<String, Glob> patterns) {
    static Selector read(Value on) {
        Map<String, Glob> patterns = new LinkedHashMap<>();
        on.names()
                .forEach(name ->
                        on.field(name).flatMap(Value::text).ifPresent(text -> patterns.put(name, new Glob(text))));
        return new Selector(patterns);
    }

    boolean matches(Occurrence occurrence) {
        return patterns.entrySet().stream().allMatch(pattern -> {
            String value = attribute(pattern.getKey(), occurrence);
            return value != null && pattern.getValue().matches(value);
        });
    }

    /** Whether it starts on objects alone, so that its batch may speak of them. */
    boolean selectsObjects() {
        Glob type = patterns.get("type");
        return patterns.containsKey("bucket")
                || patterns.containsKey("key")
                || (type != null && type.pattern().startsWith(EventTypes.S3_OBJECT_CREATED_PREFIX));
    }

    private static @Nullable String attribute(String name, Occurrence occurrence) {
        CloudEvent event = occurrence.event();
        StoredObject object = occurrence.object();
        return switch (name) {
            case "type" -> event.getType();
            case "source" -> event.getSource().toString();
            case "subject" -> event.getSubject();
            case "bucket" -> object == null ? null : object.bucket();
            case "key" -> object == null ? null : object.key();
            default -> throw new IllegalStateException("the schema allows " + name + ", and nobody reads it");
        };
    }
}
