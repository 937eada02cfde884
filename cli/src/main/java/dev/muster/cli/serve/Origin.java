package dev.muster.cli.serve;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out. A page may send requests to this machine; its name that was rebound to the loopback address
 * stands in the {@code Host} field, and its own name in {@code Origin}.
 */
final class Origin {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Origin() {}

    /** Why a request may not come in. */
    static Optional<String> refusal(@Nullable String host, @Nullable String origin) {
        if (host == null || !THIS_MACHINE.contains(host.replaceAll(":\\d+$", ""))) {
            return Optional.of("the host " + host + " is not this machine: use localhost");
        }
        return origin == null || local(origin)
                ? Optional.empty()
                : Optional.of("pages of " + origin + " may not send requests here");
    }

    private static boolean local(String origin) {
        try {
            return THIS_MACHINE.contains(String.valueOf(URI.create(origin).getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
