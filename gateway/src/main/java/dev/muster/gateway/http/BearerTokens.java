package dev.muster.gateway.http;

import java.net.URI;
import java.util.Set;

/**
 * Callers that show a token of an OpenID Connect issuer.
 *
 * @param issuer its keys are found by its discovery document; https, or a loopback address
 * @param audience that tokens must be meant for
 * @param subjects allowed ({@code sub}), never empty
 */
public record BearerTokens(URI issuer, String audience, Set<String> subjects) {
    public BearerTokens {
        subjects = Set.copyOf(subjects);
        if (!trustworthy(issuer)) {
            throw new IllegalArgumentException("not an issuer: '" + issuer + "': give its https address");
        }
        if (subjects.isEmpty() || audience.isBlank()) {
            throw new IllegalArgumentException(
                    "tokens of " + issuer + " need an audience, and at least one subject that is allowed");
        }
    }

    /** Whether what comes from an address can be believed: encrypted, or of this machine. */
    static boolean trustworthy(URI address) {
        String host = address.getHost();
        boolean loopback = "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
        return host != null
                && address.getRawUserInfo() == null
                && ("https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && loopback));
    }
}
