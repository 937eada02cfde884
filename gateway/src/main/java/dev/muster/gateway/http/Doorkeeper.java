package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in whoever is verified and allowed. Thread-safe. */
final class Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    private final List<Identification> ways = new ArrayList<>();
    private final Map<String, String> challenge;

    Doorkeeper(Callers callers, InstantSource clock) {
        BearerTokens tokens = callers.tokens();
        if (tokens != null) {
            ways.add(new TokenIdentity(tokens, new IssuerKeys(tokens.issuer(), clock), clock));
        }
        ClientCertificates certificates = callers.certificates();
        if (certificates != null) {
            ways.add(new CertificateIdentity(certificates));
        }
        challenge = tokens == null ? Map.of() : Map.of("WWW-Authenticate", "Bearer");
    }

    /** The subject of a caller; a {@link RefusedException} when it is nobody, or not allowed. */
    String admit(HttpExchange exchange) {
        for (Identification way : ways) {
            Identity identity = way.identify(exchange);
            if (identity instanceof Identity.Verified verified) {
                return admit(verified);
            }
            if (identity instanceof Identity.Unproven unproven) {
                LOG.warn("{}: {}", exchange.getRemoteAddress(), unproven.why());
                throw RefusedException.unknownCaller(unproven.why(), challenge);
            }
        }
        throw RefusedException.unknownCaller("shows neither a certificate nor a token", challenge);
    }

    private static String admit(Identity.Verified verified) {
        if (!verified.allowed()) {
            Audit.refused(verified.subject());
            throw RefusedException.stranger();
        }
        return verified.subject();
    }
}
