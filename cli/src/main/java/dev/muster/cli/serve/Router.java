package dev.muster.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.muster.contract.InvalidInputException;
import dev.muster.edge.EventRefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the handler of a request, and turns what goes wrong into an answer. */
final class Router implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Optional<String> refusal = Origin.refusal(
                exchange.getRequestHeaders().getFirst("Host"),
                exchange.getRequestHeaders().getFirst("Origin"));
        if (refusal.isPresent()) {
            return Answer.problem(403, refusal.get(), List.of());
        }
        try {
            return dispatch(exchange);
        } catch (InvalidInputException e) {
            return Answer.problem(400, "the request is refused", e.problems());
        } catch (EventRefusedException e) {
            return Answer.problem(e.details().status(), e.details().title(), e.problems());
        } catch (RuntimeException e) {
            LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Answer.problem(503, "it cannot be done now: " + e.getMessage(), List.of())
                    .with("Retry-After", "2");
        }
    }

    private Answer dispatch(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        TreeSet<String> others = new TreeSet<>();
        for (Route route : routes) {
            Optional<List<String>> open = route.match(path);
            if (open.isPresent() && route.method().equals(method)) {
                Request request = Request.read(exchange, open.get());
                return request.tooLarge()
                        ? Answer.problem(413, "the body is too large", List.of())
                        : route.handler().handle(request);
            }
            open.ifPresent(parts -> others.add(route.method()));
        }
        return others.isEmpty()
                ? Answer.notFound("page " + path)
                : Answer.problem(405, method + " is not possible here", List.of())
                        .with("Allow", String.join(", ", others));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        // The server's own convention: 0 streams, -1 has no body.
        exchange.sendResponseHeaders(answer.status(), answer.length());
        answer.body().write(exchange.getResponseBody());
    }
}
