package dev.muster.edge.quarkus;

import dev.muster.edge.EventCodec;
import dev.muster.edge.EventRefusedException;
import dev.muster.edge.HttpMessage;
import dev.muster.edge.ProblemDetails;
import io.cloudevents.CloudEvent;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands before Funqy, which takes only some forms of events and checks few of them: every event that is valid goes on
 * in the one form that Funqy reads right, binary mode with plain header values; everything else is answered here. Only
 * {@code POST /} leads to a function.
 */
@ApplicationScoped
class EventGate {
    // After the body was read and the caller identified, before Funqy.
    private static final int ORDER = -1;
    private static final String PLATFORM_ROUTES = "/q/";

    private final Answers answers;

    EventGate(Answers answers) {
        this.answers = answers;
    }

    void open(@Observes Router router) {
        router.route().order(ORDER).handler(this::admit).failureHandler(answers::fail);
    }

    private void admit(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.startsWith(PLATFORM_ROUTES)) {
            context.next();
        } else if (!path.equals("/")) {
            answers.answer(context, new ProblemDetails(404, "nothing is here; post events to /", List.of()));
        } else if (!context.request().method().equals(HttpMethod.POST)) {
            context.response().putHeader("Allow", "POST");
            answers.answer(context, new ProblemDetails(405, "post events", List.of()));
        } else {
            admitEvent(context);
        }
    }

    private void admitEvent(RoutingContext context) {
        try {
            CloudEvent event = EventCodec.decode(message(context));
            normalise(context, event);
            context.next();
        } catch (EventRefusedException e) {
            answers.answer(context, e.details());
        }
    }

    private static HttpMessage message(RoutingContext context) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        context.request().headers().forEach((name, value) -> headers.merge(name, value, (a, b) -> a + ", " + b));
        Buffer body = context.body().buffer();
        return new HttpMessage(headers, body == null ? new byte[0] : body.getBytes());
    }

    private static void normalise(RoutingContext context, CloudEvent event) {
        MultiMap headers = context.request().headers();
        List.copyOf(headers.names()).stream()
                .filter(name -> name.regionMatches(true, 0, "ce-", 0, 3))
                .forEach(headers::remove);
        headers.remove("content-type");
        event.getAttributeNames().forEach(name -> {
            Object value = event.getAttribute(name);
            if (value != null) {
                headers.set(name.equals("datacontenttype") ? "content-type" : "ce-" + name, value.toString());
            }
        });
        event.getExtensionNames().forEach(name -> headers.set("ce-" + name, String.valueOf(event.getExtension(name))));
        var data = event.getData();
        ((RoutingContextInternal) context).setBody(Buffer.buffer(data == null ? new byte[0] : data.toBytes()));
    }
}
