package dev.muster.edge.quarkus;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.TemporaryTrouble;
import dev.muster.edge.ProblemDetails;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What trouble is answered with: 400 for what no retry can mend, 429 when there is too much to do, 503 when something
 * around is missing for now, 500 otherwise. Knative retries all of these but the first.
 */
@ApplicationScoped
class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private static final List<Class<? extends Throwable>> OVERLOAD =
            List.of(BulkheadException.class, RejectedExecutionException.class);
    private static final List<Class<? extends Throwable>> FOR_NOW =
            List.of(FaultToleranceException.class, TimeoutException.class, IOException.class);

    /** Answers a request that failed; a matter of identity is left to the platform. */
    void fail(RoutingContext context) {
        Throwable cause = context.failure();
        if (context.response().ended() || cause instanceof SecurityException) {
            context.next();
            return;
        }
        ProblemDetails details =
                cause == null ? new ProblemDetails(context.statusCode(), "not taken", List.of()) : detailsOf(cause);
        if (details.status() >= 500) {
            LOG.error(
                    "answered {} to event {}",
                    details.status(),
                    context.request().getHeader("ce-id"),
                    cause);
        }
        answer(context, details);
    }

    void answer(RoutingContext context, ProblemDetails details) {
        if (details.status() == 429 || details.status() == 503) {
            context.response().putHeader("Retry-After", "1");
        }
        context.response()
                .setStatusCode(details.status())
                .putHeader("Content-Type", ProblemDetails.MEDIA_TYPE)
                .end(Buffer.buffer(details.json()));
    }

    private static ProblemDetails detailsOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInputException invalid) {
                return new ProblemDetails(400, "not valid", invalid.problems());
            }
            if (isOneOf(OVERLOAD, cause)) {
                return notHandled(429, failure);
            }
            if (isOneOf(FOR_NOW, cause) || (cause instanceof TemporaryTrouble trouble && trouble.temporary())) {
                return notHandled(503, failure);
            }
        }
        return notHandled(500, failure);
    }

    private static ProblemDetails notHandled(int status, Throwable failure) {
        return new ProblemDetails(status, "not handled: " + failure, List.of());
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> kinds, Throwable cause) {
        return kinds.stream().anyMatch(kind -> kind.isInstance(cause));
    }
}
