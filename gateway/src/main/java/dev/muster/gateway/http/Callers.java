package dev.muster.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * Who may call a gateway: those with a certificate, those with a token, or both.
 *
 * @param certificates null when no certificate is asked for
 * @param tokens null when no token is looked at; where there is one in a request, it counts and the certificate does
 *     not
 */
public record Callers(
        @Nullable ClientCertificates certificates, @Nullable BearerTokens tokens) {
    public Callers {
        if (certificates == null && tokens == null) {
            throw new IllegalArgumentException("a gateway that anybody may call does not start: "
                    + "say whose certificates or tokens it should accept");
        }
    }
}
