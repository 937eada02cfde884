package dev.muster.gateway.http;

import java.util.Set;

/**
 * Callers that show a certificate (mutual TLS).
 *
 * @param trusted certificates of those who may issue them
 * @param subjects allowed: common names, or alternative names (DNS, URI); never empty, since an authority may serve
 *     others too
 */
public record ClientCertificates(KeyStoreFile trusted, Set<String> subjects) {
    public ClientCertificates {
        subjects = Set.copyOf(subjects);
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("no subject of a certificate is allowed: name at least one");
        }
    }
}
