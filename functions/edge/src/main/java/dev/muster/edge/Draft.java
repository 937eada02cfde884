package dev.muster.edge;

import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.v1.CloudEventBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was read off the wire, whichever way; becomes an event once every check of the specification holds. */
final class Draft {
    /** Longer attributes are refused: nobody needs them, and indexes do not take them. */
    static final int ATTRIBUTE_LIMIT = 1_024;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Set<String> REQUIRED = Set.of("specversion", "id", "source", "type");
    private static final Set<String> NO_EXTENSIONS =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema");

    private final String place;
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private byte @Nullable [] data;

    /** Starts with nothing; {@code place} precedes each attribute's name in problems. */
    Draft(String place) {
        this.place = place;
    }

    void attribute(String name, String value) {
        attributes.put(name, value);
    }

    void data(byte[] bytes) {
        data = bytes;
    }

    void problem(String name, String message, String fix) {
        problems.add(Problem.at(place + name, message, fix));
    }

    /** The event, or every problem at once. */
    CloudEvent build() {
        REQUIRED.stream().sorted().forEach(this::requirePresent);
        attributes.forEach(this::check);
        if (!problems.isEmpty()) {
            throw new EventRefusedException(EventRefusedException.Kind.INVALID, problems);
        }
        CloudEventBuilder builder = new CloudEventBuilder();
        attributes.forEach((name, value) -> {
            if (!name.equals("specversion")) {
                if (NO_EXTENSIONS.contains(name)) {
                    builder.withContextAttribute(name, value);
                } else {
                    builder.withExtension(name, value);
                }
            }
        });
        if (data != null) {
            builder.withData(data);
        }
        return builder.build();
    }

    private void requirePresent(String name) {
        boolean known = problems.stream().anyMatch(problem -> problem.place().equals(place + name));
        if (attributes.getOrDefault(name, "").isEmpty() && !known) {
            problem(name, "is missing", "every event has specversion, id, source and type");
        }
    }

    private void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            problem(name, "is no attribute name", "use lower-case letters and digits only");
        } else if (value.length() > ATTRIBUTE_LIMIT) {
            problem(
                    name,
                    "has " + value.length() + " characters, more than " + ATTRIBUTE_LIMIT,
                    "shorten it, or move it into the data");
        } else if (!value.isEmpty()) {
            checkValue(name, value);
        } else if (!REQUIRED.contains(name)) {
            problem(name, "is empty", "leave it out, or give it a value");
        }
    }

    private void checkValue(String name, String value) {
        switch (name) {
            case "specversion" -> {
                if (!value.equals("1.0")) {
                    problem(name, "is " + value, "send CloudEvents 1.0");
                }
            }
            case "source", "dataschema" -> {
                if (!isUri(value, name.equals("dataschema"))) {
                    problem(name, value + " is no URI", "percent-encode what a URI does not allow");
                }
            }
            case "time" -> {
                if (!isTime(value)) {
                    problem(name, value + " is no time", "write it as RFC 3339 does: 2026-01-31T12:00:00Z");
                }
            }
            default -> {
                if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
                    problem(name, "has control characters", "leave them out");
                }
            }
        }
    }

    private static boolean isUri(String value, boolean absolute) {
        try {
            return new URI(value).isAbsolute() || !absolute;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isTime(String value) {
        try {
            return TIME.matcher(value).matches() && OffsetDateTime.parse(value) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
