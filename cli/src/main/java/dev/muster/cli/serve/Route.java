package dev.muster.cli.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which requests a handler answers.
 *
 * @param method such as {@code GET}
 * @param pattern a path; a part {@code *} stands for any
 */
record Route(String method, String pattern, Handler handler) {
    /** The open parts, when a path fits. */
    Optional<List<String>> match(String path) {
        String[] wanted = pattern.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        List<String> open = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("*")) {
                open.add(given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(open);
    }

    /** Answers requests. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Request request) throws IOException;
    }
}
