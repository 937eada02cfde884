package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a request may be meant for; any other may be a trick with DNS. */
record Hosts(Set<String> names) {
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[0-9]{1,5})?");

    /** Throws a {@link RefusedException} when a request is not meant for this server, or does not say. */
    void require(HttpExchange exchange) {
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        Matcher host = HOST.matcher(hosts.isEmpty() ? "" : hosts.get(0).strip().toLowerCase(Locale.ROOT));
        if (hosts.size() != 1 || !host.matches()) {
            throw RefusedException.invalid("header host", "is missing, or no host", "send one");
        }
        if (exchange.getRequestURI().getRawAuthority() != null) {
            throw RefusedException.invalid("request line", "names a host", "send the path alone");
        }
        if (!names.contains(host.group(1))) {
            throw RefusedException.misdirected();
        }
    }
}
