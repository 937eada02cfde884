package dev.muster.train.gateway;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.ClusterUnavailableException;
import dev.muster.contract.Json;
import dev.muster.contract.RetryPolicy;
import dev.muster.contract.gateway.ChannelEvents;
import dev.muster.contract.gateway.GatewayApi;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations of a gateway. Each may be sent twice without harm, so one that was not answered is sent again, with
 * exponential backoff. Thread-safe.
 */
final class GatewayClient {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    /** Too many requests, and what a gateway, or a proxy before it, says when it will be back. */
    private static final Set<Integer> FOR_NOW = Set.of(429, 502, 503, 504);

    private final String cluster;
    private final Connection connection;
    private final RetryPolicy retry;
    private final CountDownLatch never = new CountDownLatch(1);

    private GatewayClient(String cluster, Connection connection, RetryPolicy retry) {
        this.cluster = cluster;
        this.connection = connection;
        this.retry = retry;
    }

    static GatewayClient of(ClusterConfig config, GatewayAccess access) {
        return new GatewayClient(config.name(), Connection.to(config.rayAddress(), access), access.retry());
    }

    /**
     * Asks for a record.
     *
     * @throws ClusterUnavailableException when the gateway cannot be reached, or not serve now
     * @throws GatewayRefusedException when it does not serve such a request
     */
    <T> T get(String path, Class<T> type) {
        return Json.read(retrying(path, null), type);
    }

    /** Sends a record; throws as {@link #get} does. */
    void post(String path, Object body) {
        retrying(path, Json.bytes(body));
    }

    /** Asks once for the events of a channel, and waits for some. */
    ChannelEvents events(String channel, long after) throws IOException, InterruptedException {
        String path = GatewayApi.EVENTS + "?channel=" + channel + "&after=" + after + "&wait=" + POLL.toSeconds();
        HttpResponse<byte[]> answer = connection.send(path, null, POLL.plus(TIMEOUT));
        return Json.read(body(path, answer), ChannelEvents.class);
    }

    private byte[] retrying(String path, byte @Nullable [] json) {
        try {
            for (int attempt = 1; ; attempt++) {
                Try result = once(path, json);
                if (result.failure() == null) {
                    return result.body();
                }
                if (attempt >= retry.attempts()) {
                    throw new ClusterUnavailableException(cluster, result.failure());
                }
                LOG.warn(
                        "try {} of {} failed: {}",
                        attempt,
                        path,
                        result.failure().toString());
                pause(retry.backoff(attempt, cluster + path), result.rest());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnavailableException(cluster, e);
        }
    }

    private Try once(String path, byte @Nullable [] json) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = connection.send(path, json, TIMEOUT);
            if (FOR_NOW.contains(answer.statusCode())) {
                return new Try(new byte[0], new IOException("answered " + answer.statusCode()), retryAfter(answer));
            }
            return new Try(body(path, answer), null, Duration.ZERO);
        } catch (IOException e) {
            return new Try(new byte[0], e, Duration.ZERO);
        }
    }

    private byte[] body(String path, HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            String said = new String(answer.body(), StandardCharsets.UTF_8);
            throw new GatewayRefusedException(connection.address(path), answer.statusCode(), said);
        }
        return answer.body();
    }

    /** Seconds; the form with a date is taken for none. */
    private static Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }

    private void pause(Duration backoff, Duration asked) throws InterruptedException {
        Duration longer = backoff.compareTo(asked) > 0 ? backoff : asked;
        Duration bounded = longer.compareTo(LONGEST_DELAY) < 0 ? longer : LONGEST_DELAY;
        var unused = never.await(bounded.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * One try.
     *
     * @param failure null when there is none
     * @param rest that the gateway asks for before the next
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes are handed through, never compared
    private record Try(byte[] body, @Nullable IOException failure, Duration rest) {}
}
