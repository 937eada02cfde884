package dev.muster.embedded.broker;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Which events a Trigger selects, as Knative's filter dialects say it (CloudEvents Subscriptions API, 3.2.4). */
public sealed interface Filter {
    /** Whether the event is selected. */
    boolean matches(CloudEvent event);

    /** Every attribute has exactly the value. */
    record Exact(Map<String, String> attributes) implements Filter {
        public Exact {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public boolean matches(CloudEvent event) {
            return every(event, attributes, String::equals);
        }
    }

    /** Every attribute starts with the value. */
    record Prefix(Map<String, String> attributes) implements Filter {
        public Prefix {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public boolean matches(CloudEvent event) {
            return every(event, attributes, String::startsWith);
        }
    }

    /** Every attribute ends with the value. */
    record Suffix(Map<String, String> attributes) implements Filter {
        public Suffix {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public boolean matches(CloudEvent event) {
            return every(event, attributes, String::endsWith);
        }
    }

    /** Every attribute is there, with the value unless that is empty: {@code filter.attributes}, the older form. */
    record Attributes(Map<String, String> attributes) implements Filter {
        public Attributes {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public boolean matches(CloudEvent event) {
            return every(event, attributes, (actual, value) -> value.isEmpty() || actual.equals(value));
        }
    }

    /** All of them; also when there are none. */
    record All(List<Filter> filters) implements Filter {
        public All {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean matches(CloudEvent event) {
            return filters.stream().allMatch(filter -> filter.matches(event));
        }
    }

    /** At least one of them. */
    record Any(List<Filter> filters) implements Filter {
        public Any {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean matches(CloudEvent event) {
            return filters.stream().anyMatch(filter -> filter.matches(event));
        }
    }

    /** Not this one. */
    record Not(Filter filter) implements Filter {
        @Override
        public boolean matches(CloudEvent event) {
            return !filter.matches(event);
        }
    }

    private static boolean every(
            CloudEvent event, Map<String, String> attributes, BiPredicate<String, String> comparison) {
        return attributes.entrySet().stream().allMatch(expected -> {
            String actual = attribute(event, expected.getKey());
            return actual != null && comparison.test(actual, expected.getValue());
        });
    }

    private static @Nullable String attribute(CloudEvent event, String name) {
        Object value = event.getAttributeNames().contains(name) ? event.getAttribute(name) : event.getExtension(name);
        return value == null ? null : value.toString();
    }
}
