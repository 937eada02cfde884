package dev.muster.train.gateway;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.gateway.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How this process shows a gateway who it is, and how it hears back.
 *
 * @param keys what TLS needs
 * @param tokenFile with a bearer token, read for each request since it may change; null without
 * @param channel that events are fetched from; null when the gateway posts them to the broker
 * @param retry of requests that were not answered
 */
public record GatewayAccess(
        Keys keys, @Nullable Path tokenFile, @Nullable String channel, RetryPolicy retry) {
    public GatewayAccess {
        if (channel != null) {
            // Refused here already when it is not one.
            channel = new Submission(channel, List.of()).channel();
        }
    }

    /**
     * Files for TLS.
     *
     * @param keyStore this process's key and certificate (PKCS12); null without
     * @param trustStore authorities of gateways (PKCS12); null for the JDK's
     * @param passwordFile whose first line opens them; null for none
     */
    public record Keys(
            @Nullable Path keyStore,
            @Nullable Path trustStore,
            @Nullable Path passwordFile) {}

    /**
     * From the environment of a process: {@code MUSTER_GATEWAY_KEYSTORE}, {@code MUSTER_GATEWAY_TRUSTSTORE},
     * {@code MUSTER_GATEWAY_PASSWORD_FILE}, {@code MUSTER_GATEWAY_TOKEN_FILE}, {@code MUSTER_GATEWAY_CHANNEL},
     * {@code RETRY_ATTEMPTS} and {@code RETRY_DELAY}.
     *
     * @throws InvalidInputException with every problem there is
     */
    public static GatewayAccess of(Map<String, String> environment) {
        return new Reading(environment).access();
    }

    /** Reads variables and collects what is wrong with them. */
    private record Reading(Map<String, String> environment, List<Problem> problems) {
        Reading(Map<String, String> environment) {
            this(environment, new ArrayList<>());
        }

        GatewayAccess access() {
            Keys keys = new Keys(
                    file("MUSTER_GATEWAY_KEYSTORE"),
                    file("MUSTER_GATEWAY_TRUSTSTORE"),
                    file("MUSTER_GATEWAY_PASSWORD_FILE"));
            Path token = file("MUSTER_GATEWAY_TOKEN_FILE");
            if (keys.keyStore() == null && token == null) {
                problem(
                        "MUSTER_GATEWAY_KEYSTORE",
                        "is not set, and neither is MUSTER_GATEWAY_TOKEN_FILE",
                        "set one of them: a gateway serves nobody that it does not know");
            }
            String channel = channel();
            RetryPolicy retry = retry();
            if (!problems.isEmpty()) {
                throw new InvalidInputException(problems);
            }
            return new GatewayAccess(keys, token, channel, retry);
        }

        private @Nullable Path file(String variable) {
            String value = value(variable);
            if (value != null && !Files.isReadable(Path.of(value))) {
                problem(variable, "'" + value + "' is no file that can be read", "name one that can");
            }
            return value == null ? null : Path.of(value);
        }

        private @Nullable String channel() {
            String value = value("MUSTER_GATEWAY_CHANNEL");
            try {
                return new Submission(value, List.of()).channel();
            } catch (IllegalArgumentException e) {
                problem("MUSTER_GATEWAY_CHANNEL", String.valueOf(e.getMessage()), "or leave it out");
                return null;
            }
        }

        private RetryPolicy retry() {
            String attempts = value("RETRY_ATTEMPTS");
            String delay = value("RETRY_DELAY");
            RetryPolicy usual = RetryPolicy.DEFAULT;
            try {
                return new RetryPolicy(
                        attempts == null ? usual.attempts() : Integer.parseInt(attempts),
                        delay == null
                                ? usual.delay()
                                : Duration.ofMillis(Math.round(Double.parseDouble(delay) * 1_000)));
            } catch (IllegalArgumentException e) {
                problem(
                        "RETRY_ATTEMPTS, RETRY_DELAY",
                        "are '" + attempts + "' and '" + delay + "'",
                        "set a whole number from 1, and seconds such as 1.0");
                return usual;
            }
        }

        private @Nullable String value(String variable) {
            String value = environment.getOrDefault(variable, "").strip();
            return value.isEmpty() ? null : value;
        }

        private void problem(String variable, String message, String fix) {
            problems.add(Problem.at(variable, message, fix));
        }
    }
}
