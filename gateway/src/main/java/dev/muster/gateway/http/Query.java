package dev.muster.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of an address behind its question mark; names that nobody asks for are ignored. */
record Query(Map<String, String> values) {
    static Query of(@Nullable String raw) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (values.put(name, parts.length == 1 ? "" : decoded(parts[1])) != null) {
                throw RefusedException.invalid("query " + name, "stands there twice", "send it once");
            }
        }
        return new Query(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("query", "is badly encoded: " + e.getMessage(), "percent-encode it");
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A number from 0; the default when it is not there. */
    long number(String name, long usual, long most) {
        String value = values.getOrDefault(name, String.valueOf(usual));
        if (!value.matches("[0-9]{1,18}") || Long.parseLong(value) > most) {
            throw RefusedException.invalid(
                    "query " + name, "is '" + value + "'", "send a whole number from 0 to " + most);
        }
        return Long.parseLong(value);
    }
}
