package dev.muster.contract;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts that Muster may call because a request says so; none unless configured.
 *
 * @param patterns each {@code host}, {@code host:port} or {@code *.domain}; lower case
 */
public record AllowedHosts(List<String> patterns) {
    /** Nobody may be called. */
    public static final AllowedHosts NONE = new AllowedHosts(List.of());

    public AllowedHosts {
        patterns = patterns.stream().map(p -> p.toLowerCase(Locale.ROOT)).toList();
    }

    /** From a comma-separated list, as in {@code MUSTER_ALLOWED_HOSTS}. */
    public static AllowedHosts parse(String list) {
        return new AllowedHosts(Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .toList());
    }

    /** Why an address may not be called; empty when it may. */
    public Optional<String> refusal(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.of("is not an https address");
        }
        if (address.getRawUserInfo() != null) {
            return Optional.of("carries a user or password");
        }
        if (scheme.equals("http") && !loopback(host)) {
            return Optional.of("is not encrypted; http is for this machine only");
        }
        return allows(host.toLowerCase(Locale.ROOT), address.getPort())
                ? Optional.empty()
                : Optional.of("leads to a host that is not allowed");
    }

    private boolean allows(String host, int port) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.equals(host)
                        || pattern.equals(host + ":" + port)
                        || (pattern.startsWith("*.") && host.endsWith(pattern.substring(1))));
    }

    private static boolean loopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
