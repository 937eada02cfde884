package dev.muster.edge.quarkus;

import dev.muster.contract.EventSink;
import dev.muster.edge.BrokerClient;
import dev.muster.edge.BrokerUnavailableException;
import io.cloudevents.CloudEvent;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The way out to the broker: each try has a time-out, failed ones are tried again with exponential backoff and jitter,
 * and a broker that keeps failing is left alone for a while, so that events pile up there and not here.
 */
@ApplicationScoped
public class Outbound implements EventSink {
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofSeconds(5);

    private final BrokerClient client;
    private final Guard guard;

    /** The way out that the configuration describes. */
    @Inject
    public Outbound(EdgeConfig config) {
        this.client = new BrokerClient(config.broker().url(), config.broker().timeout());
        this.guard = guard(config);
    }

    @Override
    public void emit(CloudEvent event) {
        var unused = guard.get(
                () -> {
                    client.emit(event);
                    return true;
                },
                Boolean.class);
    }

    private static Guard guard(EdgeConfig config) {
        // The back-off wants a first delay that is less than the longest.
        long delay = Math.min(config.retry().delay().toMillis(), LONGEST_DELAY.toMillis() - 1);
        List<Class<? extends Throwable>> worthAnotherTry =
                List.of(BrokerUnavailableException.class, TimeoutException.class);
        return Guard.create()
                .withDescription("broker")
                .withTimeout()
                .duration(config.broker().timeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withCircuitBreaker()
                .failOn(worthAnotherTry)
                .requestVolumeThreshold(20)
                .failureRatio(0.75)
                .delay(REST.toMillis(), ChronoUnit.MILLIS)
                .done()
                .withRetry()
                .maxRetries(config.retry().attempts() - 1)
                .maxDuration(0, ChronoUnit.SECONDS)
                .delay(delay, ChronoUnit.MILLIS)
                .jitter(delay / 2, ChronoUnit.MILLIS)
                .withExponentialBackoff()
                .maxDelay(LONGEST_DELAY.toMillis(), ChronoUnit.MILLIS)
                .done()
                .retryOn(worthAnotherTry)
                .done()
                .build();
    }
}
