package dev.muster.edge;

import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Says to the Broker that a function starts, so that the one after it starts too, at the same time and not when the
 * first has something for it. Sent before anything else and waited for by nobody: lost, it costs time and nothing more.
 */
public final class WakeUp {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private WakeUp() {}

    /**
     * Sends it, in a thread of its own.
     *
     * @param function that starts
     * @param environment of the process, which says where the Broker is, and whether anybody is to be woken
     */
    public static void send(String function, Map<String, String> environment) {
        Stream.of("MUSTER_BROKER_URL", "K_SINK")
                .map(environment::get)
                .filter(address -> address != null && !address.isBlank())
                .findFirst()
                .ifPresent(address -> {
                    Thread thread = new Thread(() -> post(function, environment, address), "wake-up");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    private static void post(String function, Map<String, String> environment, String address) {
        try {
            new BrokerClient(URI.create(address.strip()), PATIENCE)
                    .emit(Events.of(
                            EventTypes.FUNCTION_STARTED,
                            "/muster/" + function,
                            function,
                            // The pod's name, of which there is one each.
                            environment.getOrDefault("HOSTNAME", ""),
                            Clock.systemUTC().instant(),
                            Map.of("function", function)));
        } catch (RuntimeException e) {
            // A Broker that is away, or an address that is none: what the function itself has to say will show it.
            return;
        }
    }
}
