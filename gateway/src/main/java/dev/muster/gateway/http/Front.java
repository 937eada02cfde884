package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.TemporaryTrouble;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every request, from its first check to its answer. */
record Front(Hosts hosts, Router router, Doorkeeper doorkeeper) implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final int DRAINED = 100_000;

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            drain(exchange, answer);
            try {
                answer.send(exchange);
            } catch (RefusedException e) {
                e.answer().send(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reads what is left of the body before the answer goes out. An answered caller may send its next request at once,
     * and the JDK's server, which drains bodies after the answer, would read that too, into a buffer that it never
     * looks at.
     */
    private static void drain(HttpExchange exchange, Answer answer) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        boolean refusedUnread = answer instanceof Answer.Refusal
                && length != null
                && length.strip().length() > 5;
        if (refusedUnread || exchange.getRequestBody().readNBytes(DRAINED).length == DRAINED) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            return serve(exchange);
        } catch (RefusedException e) {
            return e.answer();
        } catch (InvalidInputException e) {
            return RefusedException.invalid(e.problems()).answer();
        } catch (RuntimeException e) {
            if (e instanceof TemporaryTrouble trouble && trouble.temporary()) {
                LOG.warn("not served now: {}", e.toString());
                return RefusedException.unavailable("the cluster cannot serve this now")
                        .answer();
            }
            LOG.error(
                    "{} {} broke",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    e);
            return RefusedException.broken().answer();
        }
    }

    private Answer serve(HttpExchange exchange) throws IOException, InterruptedException {
        hosts.require(exchange);
        Router.Found found = router.find(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
        String caller = found.route().open() ? "" : doorkeeper.admit(exchange);
        return found.route().operation().answer(new Call(caller, found.arguments(), exchange));
    }
}
