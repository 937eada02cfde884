package dev.muster.console.function;

import dev.muster.console.LetterBox;
import dev.muster.edge.HttpMessage;
import dev.muster.edge.ProblemDetails;
import io.quarkus.runtime.Startup;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /}: 202 once a dead letter is in the ledger, 503 when that is not possible now, and the broker comes
 * again. No Funqy: what the functions refused for its form has to be taken here. Made at the start, so that a wrong
 * configuration shows at once.
 */
@Startup
@Singleton
class DeadLetterSink {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSink.class);

    /** In bytes; as the server's own limit. */
    private static final long LIMIT = 32L << 20;

    private final LetterBox box;

    @Inject
    DeadLetterSink(LetterBox box) {
        this.box = box;
    }

    void open(@Observes Router router) {
        router.post("/").handler(BodyHandler.create(false).setBodyLimit(LIMIT)).blockingHandler(this::take, false);
    }

    private void take(RoutingContext context) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        context.request().headers().forEach((name, value) -> headers.merge(name, value, (a, b) -> a + ", " + b));
        Buffer body = context.body().buffer();
        try {
            box.take(new HttpMessage(headers, body == null ? new byte[0] : body.getBytes()));
            context.response().setStatusCode(202).end();
        } catch (RuntimeException e) {
            LOG.error("dead letter {} could not be kept", headers.get("ce-id"), e);
            context.response()
                    .setStatusCode(503)
                    .putHeader("Retry-After", "1")
                    .putHeader("Content-Type", ProblemDetails.MEDIA_TYPE)
                    .end(Buffer.buffer(new ProblemDetails(503, "not kept: " + e, List.of()).json()));
        }
    }
}
