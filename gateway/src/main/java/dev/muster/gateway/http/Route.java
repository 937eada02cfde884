package dev.muster.gateway.http;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * One operation, and how it is asked for.
 *
 * @param path whose groups are the arguments
 * @param open whether anybody may
 */
record Route(String method, Pattern path, boolean open, Operation operation) {
    /** Only for verified callers. */
    static Route closed(String method, String path, Operation operation) {
        return new Route(method, Pattern.compile(path), false, operation);
    }

    /** For anybody. */
    static Route open(String method, String path, Operation operation) {
        return new Route(method, Pattern.compile(path), true, operation);
    }

    /** Does what is asked. */
    interface Operation {
        /**
         * Does it.
         *
         * @throws RefusedException when the request cannot be served
         * @throws IOException when the caller went away
         */
        Answer answer(Call call) throws IOException, InterruptedException;
    }
}
