package dev.muster.contract;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts that Muster may call because a request says so; none unless configured.
 *
 * @param patterns each {@code host}, {@code *.domain} (every host below it) or {@code host:port}, which alone may
 *     resolve to an internal address, since whoever wrote the port meant exactly that server; lower case
 */
public record AllowedHosts(List<String> patterns) {
    /** Nobody may be called. */
    public static final AllowedHosts NONE = new AllowedHosts(List.of());

    public AllowedHosts {
        patterns = patterns.stream().map(p -> p.toLowerCase(Locale.ROOT)).toList();
        for (String pattern : patterns) {
            if (!pattern.matches("(\\*\\.)?[a-z0-9._-]+|([a-z0-9._-]+|\\[[0-9a-f:.]+]):[0-9]{1,5}")) {
                throw new IllegalArgumentException(
                        "not an allowed host: '" + pattern + "': write host, *.domain or host:port");
            }
        }
    }

    /** From a comma-separated list, as in {@code MUSTER_ALLOWED_HOSTS}. */
    public static AllowedHosts parse(String list) {
        return new AllowedHosts(Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .toList());
    }

    /** Why an address may not be called, as far as can be said without looking its host up; empty when it may. */
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
        return allows(host.toLowerCase(Locale.ROOT), withPort(address))
                ? Optional.empty()
                : Optional.of("leads to a host that is not allowed");
    }

    /**
     * As {@link #refusal(URI)}, and also for an internal address (private, loopback, link-local, …) behind a name that
     * is not listed with its port: anybody may point a name at a metadata service or a neighbour. To be asked right
     * before the call.
     *
     * @param resolved all addresses of the host
     */
    public Optional<String> refusal(URI address, Collection<InetAddress> resolved) {
        return refusal(address)
                .or(() -> resolved.stream()
                        .filter(to -> isInternal(to) && !patterns.contains(withPort(address)))
                        .findFirst()
                        .map(to -> "leads to the internal address " + to.getHostAddress() + "; allow "
                                + withPort(address) + ", with its port, if that is meant"));
    }

    private boolean allows(String host, String withPort) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.equals(host)
                        || pattern.equals(withPort)
                        || (pattern.startsWith("*.") && host.endsWith(pattern.substring(1))));
    }

    private static String withPort(URI address) {
        int usual = "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
        int port = address.getPort() < 0 ? usual : address.getPort();
        return (address.getHost() + ":" + port).toLowerCase(Locale.ROOT);
    }

    private static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.[0-9]+){3}") || host.equals("[::1]");
    }

    private static boolean isInternal(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        // Beyond what the JDK knows: unique local and NAT64 (RFC 4193, 6052); this network, shared, benchmark, reserved
        // (RFC 6890).
        boolean reserved = address instanceof Inet6Address
                ? (first & 0xFE) == 0xFC || (first == 0 && second == 0x64)
                : first == 0 || (first == 100 && second / 64 == 1) || (first == 198 && second / 2 == 9) || first >= 240;
        return reserved
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }
}
