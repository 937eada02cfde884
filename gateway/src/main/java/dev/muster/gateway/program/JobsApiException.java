package dev.muster.gateway.program;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why Ray's Jobs API did not do what it was asked. */
final class JobsApiException extends IOException {
    private final Kind kind;

    private JobsApiException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    enum Kind {
        /** No answer, or an error of its own: trying again may help. */
        UNAVAILABLE,
        /** It does not know the token. */
        DENIED,
        /** It does not understand the request. */
        REFUSED
    }

    static JobsApiException unreachable(IOException cause) {
        return new JobsApiException(Kind.UNAVAILABLE, "Ray's Jobs API does not answer: " + cause, cause);
    }

    static JobsApiException answered(int status, String body) {
        String shown = body.lines().reduce((first, last) -> last).orElse("");
        if (status == 401 || status == 403) {
            return new JobsApiException(Kind.DENIED, "Ray refuses the cluster's token (HTTP " + status + ")", null);
        }
        Kind kind = status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
        return new JobsApiException(kind, "Ray's Jobs API answered HTTP " + status + ": " + shown, null);
    }

    Kind kind() {
        return kind;
    }
}
