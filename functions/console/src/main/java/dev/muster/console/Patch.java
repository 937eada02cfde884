package dev.muster.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import dev.muster.edge.EventCodec;
import dev.muster.edge.EventRefusedException;
import dev.muster.ledger.DeadLetter;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Other data for a letter, which stays the event that it is. */
public final class Patch {
    private Patch() {}

    /**
     * The data with a JSON merge patch applied (RFC 7396): objects are merged, null removes, everything else replaces.
     *
     * @throws InvalidInputException when one of the two is no JSON
     */
    public static byte[] merge(byte[] data, String patch) {
        JsonNode target = data.length == 0 ? JsonNodeFactory.instance.nullNode() : read(data, "data");
        return Json.bytes(merge(target, read(patch.getBytes(StandardCharsets.UTF_8), "patch")));
    }

    /**
     * The content of a file as the data of a letter; of a file that is an event in structured mode its data.
     *
     * @throws InvalidInputException when the event in it has other attributes than the letter's
     */
    public static byte[] replace(DeadLetter letter, byte[] file) {
        Optional<CloudEvent> structured = structured(file);
        if (structured.isEmpty()) {
            return file;
        }
        CloudEvent event = structured.get();
        CloudEvent before = Redriving.event(letter);
        Set<String> names = new TreeSet<>(before.getAttributeNames());
        names.addAll(before.getExtensionNames());
        names.addAll(event.getAttributeNames());
        names.addAll(event.getExtensionNames());
        List<Problem> problems = names.stream()
                .filter(name -> !Objects.equals(value(before, name), value(event, name)))
                .map(name -> Problem.at(
                        name,
                        "would become " + value(event, name) + ", and is " + value(before, name),
                        "change the data only: another event is not the one that died"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        var data = event.getData();
        return data == null ? new byte[0] : data.toBytes();
    }

    private static @Nullable String value(CloudEvent event, String name) {
        Object value = event.getExtensionNames().contains(name)
                ? event.getExtension(name)
                : event.getAttributeNames().contains(name) ? event.getAttribute(name) : null;
        return value == null ? null : value.toString();
    }

    private static Optional<CloudEvent> structured(byte[] file) {
        try {
            JsonNode json = Json.read(file, JsonNode.class);
            return json.has("specversion") ? Optional.of(EventCodec.decode(json)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (EventRefusedException e) {
            throw new InvalidInputException(e.problems());
        }
    }

    private static JsonNode read(byte[] json, String place) {
        try {
            return Json.read(json, JsonNode.class);
        } catch (IllegalArgumentException e) {
            throw InvalidInputException.of(Problem.at(
                    place, String.valueOf(e.getMessage()), "a merge patch needs JSON; replace other data by a file"));
        }
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged = target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), merge(merged.path(field.getKey()), field.getValue()));
            }
        });
        return merged;
    }
}
