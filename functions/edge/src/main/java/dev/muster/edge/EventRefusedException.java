package dev.muster.edge;

import dev.muster.contract.Problem;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An HTTP message that is no event that can be taken; sending it again does not help. */
public final class EventRefusedException extends RuntimeException {
    private final Kind kind;
    private final transient List<Problem> problems;

    EventRefusedException(Kind kind, List<Problem> problems) {
        super(kind.title + ": "
                + problems.stream()
                        .map(problem -> problem.place() + ": " + problem.message())
                        .collect(Collectors.joining("; ")));
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    static EventRefusedException tooLarge(int bytes, int limit) {
        return new EventRefusedException(
                Kind.TOO_LARGE,
                List.of(Problem.at(
                        "body",
                        bytes + " bytes are more than the " + limit + " allowed",
                        "store the data elsewhere and send its address")));
    }

    static EventRefusedException unsupported(String mediaType, String fix) {
        return new EventRefusedException(
                Kind.UNSUPPORTED, List.of(Problem.at("header content-type", mediaType + " is not supported", fix)));
    }

    /** What a broker says of an event by an answer; empty when the answer may be another one later. */
    static Optional<EventRefusedException> answered(URI broker, CloudEvent event, int status) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.status == status)
                .map(kind -> new EventRefusedException(
                        kind,
                        List.of(Problem.at(
                                event.getType() + " " + event.getId(),
                                "broker " + broker + " answered " + status,
                                "look at the broker's log and limits"))))
                .findFirst();
    }

    /** Why it was refused. */
    public Kind kind() {
        return kind;
    }

    /** Every problem found. */
    public List<Problem> problems() {
        return problems;
    }

    /** The answer to give. */
    public ProblemDetails details() {
        return new ProblemDetails(kind.status, kind.title, problems);
    }

    /** The ways to be no event. */
    public enum Kind {
        /** An attribute is missing or wrong, or the body is not what its type says. */
        INVALID(400, "not a valid CloudEvent"),
        /** More than the edge takes. */
        TOO_LARGE(413, "event too large"),
        /** A batch, or a structured form other than JSON. */
        UNSUPPORTED(415, "event format not supported");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        /** The HTTP status that says so. */
        public int status() {
            return status;
        }
    }
}
