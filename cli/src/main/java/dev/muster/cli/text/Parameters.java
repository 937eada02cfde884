package dev.muster.cli.text;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What tells jobs apart: the parameters that are not the same in all of them. */
public final class Parameters {
    private Parameters() {}

    /** The names that some job has with another value than some other job that has them too, sorted. */
    public static Set<String> differing(Collection<Map<String, Object>> jobs) {
        Map<String, Object> seen = new LinkedHashMap<>();
        Set<String> differing = new TreeSet<>();
        for (Map<String, Object> job : jobs) {
            job.forEach((name, value) -> {
                Object first = seen.putIfAbsent(name, value);
                if (first != null && !Objects.equals(first, value)) {
                    differing.add(name);
                }
            });
        }
        return differing;
    }

    /** Those of one job, as {@code name=value name=value}. */
    public static String text(Map<String, Object> job, Collection<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            if (job.containsKey(name)) {
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value(job.get(name)));
            }
        }
        return text.toString();
    }

    private static String value(Object value) {
        String text = String.valueOf(value);
        return value instanceof Collection ? text.replace(" ", "") : text;
    }
}
