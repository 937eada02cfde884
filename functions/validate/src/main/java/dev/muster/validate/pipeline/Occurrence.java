package dev.muster.validate.pipeline;

import dev.muster.contract.EventTypes;
import dev.muster.contract.batchfile.Slug;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, as far as pipelines look at it.
 *
 * @param event itself
 * @param object that came, when it tells of one
 */
record Occurrence(CloudEvent event, @Nullable StoredObject object) {
    static Occurrence of(CloudEvent event) {
        return new Occurrence(event, StoredObject.of(event).orElse(null));
    }

    /**
     * What makes it this occurrence and no other: of an object its bucket, key, version and sequencer; of a tick its
     * second, since two replicas of a PingSource give one tick two ids; of anything else source and id.
     */
    String identity() {
        if (object != null) {
            return object.identity();
        }
        OffsetDateTime time = event.getTime();
        boolean tick = event.getType().equals(EventTypes.PING) && time != null;
        return event.getSource() + " " + (tick ? time.toInstant().truncatedTo(ChronoUnit.SECONDS) : event.getId());
    }

    /** What placeholders stand for. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("id", event.getId());
        words.put("source", event.getSource().toString());
        words.put("subject", Optional.ofNullable(event.getSubject()).orElse(""));
        OffsetDateTime time = event.getTime();
        words.put(
                "date",
                time == null
                        ? ""
                        : time.withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDate()
                                .toString());
        if (object != null) {
            words.put("bucket", object.bucket());
            words.put("key", object.key());
            words.put("name", Slug.ofFile(object.key(), "object"));
        }
        return words;
    }
}
