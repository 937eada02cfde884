package dev.muster.cli.serve;

import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import dev.muster.edge.ProblemDetails;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request is answered with.
 *
 * @param length of the body; 0 for one that is streamed until its end
 */
record Answer(int status, Map<String, String> headers, long length, Body body) {
    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(int status, Object value) {
        return bytes(status, "application/json", Json.bytes(value));
    }

    static Answer text(String type, String text) {
        return bytes(200, type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer stream(String type, Body body) {
        return new Answer(200, Map.of("Content-Type", type, "Cache-Control", "no-store"), 0, body);
    }

    static Answer problem(int status, String title, List<Problem> problems) {
        return bytes(status, ProblemDetails.MEDIA_TYPE, new ProblemDetails(status, title, problems).json());
    }

    static Answer notFound(String what) {
        return problem(404, "there is no " + what, List.of());
    }

    private static Answer bytes(int status, String type, byte[] bytes) {
        return new Answer(status, Map.of("Content-Type", type), bytes.length, out -> out.write(bytes));
    }

    Answer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, length, body);
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Body {
        void write(OutputStream out) throws IOException;
    }
}
