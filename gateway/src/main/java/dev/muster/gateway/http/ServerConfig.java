package dev.muster.gateway.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a gateway is reached, and by whom.
 *
 * @param address to listen on; port 0 for any that is free
 * @param hosts names by which callers reach it, without ports; a request that names another is refused, since somebody
 *     may have pointed a name of theirs here
 * @param keys the server's own key and certificate
 * @param callers who may call
 * @param logInterval between two looks at an attempt's log that somebody follows
 */
public record ServerConfig(
        InetSocketAddress address, Set<String> hosts, KeyStoreFile keys, Callers callers, Duration logInterval) {
    /** Half a second between two looks at a log. */
    public static final Duration LOG_INTERVAL = Duration.ofMillis(500);

    public ServerConfig {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        if (hosts.isEmpty() || logInterval.isNegative() || logInterval.isZero()) {
            throw new IllegalArgumentException(
                    "a gateway needs at least one name that callers reach it by, and looks at logs every so often: "
                            + hosts + ", " + logInterval);
        }
    }
}
