package dev.muster.edge;

import dev.muster.contract.Json;
import dev.muster.contract.Problem;
import java.util.List;

/**
 * The body of an answer that refuses a request (RFC 9457), with every problem found in it.
 *
 * @param status of the answer
 * @param title what happened, in a few words
 * @param problems all of them; empty when the trouble is ours
 */
public record ProblemDetails(int status, String title, List<Problem> problems) {
    /** The media type of its JSON form. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public ProblemDetails {
        problems = List.copyOf(problems);
    }

    /** The JSON form, in UTF-8. */
    public byte[] json() {
        return Json.bytes(this);
    }
}
