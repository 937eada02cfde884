package dev.muster.cli;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Addresses of servers. */
final class Address {
    private Address() {}

    /** An http or https address with a host; empty when it is none. */
    static Optional<URI> parse(String text) {
        try {
            URI address = URI.create(text.strip());
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            return Optional.of(address).filter(a -> a.getHost() != null && scheme.matches("https?"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
