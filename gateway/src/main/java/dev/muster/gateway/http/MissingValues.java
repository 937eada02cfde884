package dev.muster.gateway.http;

import dev.muster.contract.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what JSON left out of records: Jackson fills it with null, which the code behind does not expect. */
final class MissingValues {
    /** Kept, since reading annotations anew takes longer than reading the JSON. */
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }
    };

    private final List<Problem> problems = new ArrayList<>();

    private MissingValues() {}

    /** A problem for every component that is null and not {@link Nullable}, at any depth. */
    static List<Problem> in(Record value) {
        MissingValues missing = new MissingValues();
        missing.look(value, "body");
        return missing.problems;
    }

    private void look(Object value, String place) {
        if (value instanceof Record record && isOurs(record)) {
            for (Component component : COMPONENTS.get(record.getClass())) {
                look(record, component, place + "." + component.name());
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                require(list.get(i), place + "[" + i + "]");
            }
        }
    }

    private void look(Record record, Component component, String place) {
        Object value = value(record, component);
        if (value != null || !component.optional()) {
            require(value, place);
        }
    }

    private void require(@Nullable Object value, String place) {
        if (value == null) {
            problems.add(Problem.at(place, "is missing", "give it a value"));
        } else if (!(value instanceof Map)) {
            look(value, place);
        }
    }

    private static boolean isOurs(Record record) {
        return record.getClass().getPackageName().startsWith("dev.muster.contract");
    }

    private static @Nullable Object value(Record record, Component component) {
        try {
            return component.accessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a public record of the contract can be read: " + record.getClass(), e);
        }
    }

    private record Component(String name, Method accessor, boolean optional) {
        static Component of(RecordComponent component) {
            return new Component(
                    component.getName(),
                    component.getAccessor(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }
    }
}
