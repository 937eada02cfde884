package dev.muster.gateway.http;

import dev.muster.contract.Problem;
import dev.muster.edge.ProblemDetails;
import java.util.List;
import java.util.Map;

/** A request that is not served, with the answer that says why. */
final class RefusedException extends RuntimeException {
    private static final String SOON = "1";

    private final transient ProblemDetails details;
    private final transient Map<String, String> headers;

    private RefusedException(int status, String title, List<Problem> problems, Map<String, String> headers) {
        super(status + " " + title);
        this.details = new ProblemDetails(status, title, problems);
        this.headers = Map.copyOf(headers);
    }

    static RefusedException invalid(List<Problem> problems) {
        return new RefusedException(400, "the request is not valid", problems, Map.of());
    }

    static RefusedException invalid(String place, String message, String fix) {
        return invalid(List.of(Problem.at(place, message, fix)));
    }

    static RefusedException unknownCaller(String why, Map<String, String> challenge) {
        return new RefusedException(
                401,
                "who is calling is not known",
                List.of(Problem.at(
                        "connection", why, "show a client certificate or a bearer token that this gateway accepts")),
                challenge);
    }

    static RefusedException stranger() {
        return new RefusedException(
                403,
                "this caller is not allowed in",
                List.of(Problem.at(
                        "connection", "the subject is not on the list", "have the gateway's operator add it there")),
                Map.of());
    }

    static RefusedException notFound(String what, String fix) {
        return new RefusedException(404, "not found", List.of(Problem.at("path", what, fix)), Map.of());
    }

    static RefusedException wrongMethod(String allowed) {
        return new RefusedException(
                405,
                "not with this method",
                List.of(Problem.at("method", "is not one of this path", "send " + allowed)),
                Map.of("Allow", allowed));
    }

    static RefusedException tooLarge(int limit) {
        return new RefusedException(
                413,
                "the body is too large",
                List.of(Problem.at("body", "is longer than " + limit + " bytes", "send fewer attempts at a time")),
                Map.of());
    }

    static RefusedException notJson() {
        return new RefusedException(
                415,
                "only JSON is read here",
                List.of(Problem.at("header content-type", "is not application/json", "send application/json")),
                Map.of());
    }

    static RefusedException misdirected() {
        return new RefusedException(
                421,
                "not the host that is meant",
                List.of(Problem.at(
                        "header host", "is no name of this gateway", "use one that the gateway is configured with")),
                Map.of());
    }

    static RefusedException busy() {
        return new RefusedException(503, "too much at a time", List.of(), Map.of("Retry-After", SOON));
    }

    static RefusedException unavailable(String what) {
        return new RefusedException(503, what, List.of(), Map.of("Retry-After", "5"));
    }

    /** The details of what went wrong are in the log, and nobody else's business. */
    static RefusedException broken() {
        return new RefusedException(500, "something broke in the gateway", List.of(), Map.of());
    }

    Answer answer() {
        return new Answer.Refusal(details, headers);
    }
}
