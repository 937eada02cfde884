package dev.muster.gateway.http;

import dev.muster.contract.Attempt;
import dev.muster.contract.gateway.AttemptStatus;
import dev.muster.contract.gateway.Cancellation;
import dev.muster.contract.gateway.ChannelEvents;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.contract.gateway.Submission;
import dev.muster.gateway.backend.Backend;
import dev.muster.gateway.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The operations of {@link GatewayApi}, over a backend and a spool. Thread-safe. */
final class Operations {
    private static final String ATTEMPT = GatewayApi.ATTEMPTS + "/(b-[0-9a-f]{16})/(j-[0-9a-f]{16})/([1-9][0-9]{0,8})";
    private static final int LONGEST_WAIT = 30;
    private static final int WAITING = 64;
    private static final int BODIES = 8;

    private final Backend backend;
    private final Spool spool;
    private final Duration logInterval;
    private final CountDownLatch closing;
    private final Turnstile waiting = new Turnstile(WAITING);
    private final Turnstile following = new Turnstile(WAITING);
    private final Turnstile bodies = new Turnstile(BODIES);

    Operations(Backend backend, Spool spool, Duration logInterval, CountDownLatch closing) {
        this.backend = backend;
        this.spool = spool;
        this.logInterval = logInterval;
        this.closing = closing;
    }

    List<Route> routes(Health health) {
        return List.of(
                Route.open("GET", GatewayApi.HEALTH, call -> health.answer()),
                Route.closed("POST", GatewayApi.SUBMISSIONS, bodies.before(this::submit)),
                Route.closed("POST", GatewayApi.CANCELLATIONS, bodies.before(this::cancel)),
                Route.closed("GET", GatewayApi.CAPACITY, call -> read(call, "capacity", backend.capacity())),
                Route.closed("GET", GatewayApi.FINGERPRINT, call -> read(call, "fingerprint", backend.fingerprint())),
                Route.closed("GET", GatewayApi.ATTEMPTS, call -> read(call, "attempts", backend.attempts())),
                Route.closed("GET", GatewayApi.EVENTS, waiting.before(this::events)),
                Route.closed("GET", ATTEMPT, call -> read(call, "attempt", status(call.attempt()))),
                Route.closed("GET", ATTEMPT + "/log", this::log));
    }

    private Answer submit(Call call) throws IOException {
        Submission submission = JsonBody.read(call.exchange(), Submission.class);
        backend.submit(submission.channel(), submission.assignments());
        Audit.done(call.caller(), "submit", submission.assignments().size());
        return new Answer.Status(202);
    }

    private Answer cancel(Call call) throws IOException {
        Cancellation cancellation = JsonBody.read(call.exchange(), Cancellation.class);
        backend.cancel(cancellation.attempts());
        Audit.done(call.caller(), "cancel", cancellation.attempts().size());
        return new Answer.Status(202);
    }

    private Answer events(Call call) throws InterruptedException {
        Query query = call.query();
        String channel = channel(query);
        long after = query.number("after", 0, Long.MAX_VALUE);
        long wait = query.number("wait", 0, LONGEST_WAIT);
        ChannelEvents events = spool.after(channel, after, Duration.ofSeconds(wait));
        return read(call, "events " + channel, events);
    }

    private static String channel(Query query) {
        String channel = query.text("channel").orElse("");
        try {
            return String.valueOf(new Submission(channel, List.of()).channel());
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid("query channel", String.valueOf(e.getMessage()), "name one");
        }
    }

    private AttemptStatus status(Attempt attempt) {
        return backend.attempts().stream()
                .filter(status -> status.attempt().equals(attempt))
                .findFirst()
                .orElseThrow(() -> unknown(attempt));
    }

    private Answer log(Call call) {
        String follow = call.query().text("follow").orElse("true");
        if (!follow.equals("true") && !follow.equals("false")) {
            throw RefusedException.invalid("query follow", "is '" + follow + "'", "send true or false");
        }
        Attempt attempt = call.attempt();
        List<String> lines = backend.log(attempt, 0).orElseThrow(() -> unknown(attempt));
        Audit.done(call.caller(), "log " + attempt.path(), lines.size());
        if (follow.equals("false")) {
            return new AttemptLog(backend, attempt, lines, Duration.ZERO, closing);
        }
        return following.sending(new AttemptLog(backend, attempt, lines, logInterval, closing));
    }

    private static RefusedException unknown(Attempt attempt) {
        return RefusedException.notFound("attempt " + attempt.path() + " is not known", "see " + GatewayApi.ATTEMPTS);
    }

    private static Answer read(Call call, String operation, Object value) {
        Audit.read(call.caller(), operation);
        return new Answer.Value(value);
    }
}
