package dev.muster.gateway.http;

import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512;
import static org.jose4j.jws.AlgorithmIdentifiers.EDDSA;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_PSS_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_PSS_USING_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_PSS_USING_SHA512;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA384;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA512;

import com.sun.net.httpserver.HttpExchange;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** Tells callers by their bearer token (RFC 6750, 7519): signature, issuer, audience and times are checked. */
final class TokenIdentity implements Identification {
    private static final String SCHEME = "bearer ";
    private static final int LONGEST = 16_384;
    private static final int SKEW_SECONDS = 30;

    /** Signatures by a key of the issuer's alone; neither {@code none} nor what a shared secret signs. */
    private static final AlgorithmConstraints SIGNATURES = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT,
            RSA_USING_SHA256,
            RSA_USING_SHA384,
            RSA_USING_SHA512,
            RSA_PSS_USING_SHA256,
            RSA_PSS_USING_SHA384,
            RSA_PSS_USING_SHA512,
            ECDSA_USING_P256_CURVE_AND_SHA256,
            ECDSA_USING_P384_CURVE_AND_SHA384,
            ECDSA_USING_P521_CURVE_AND_SHA512,
            EDDSA);

    private final BearerTokens tokens;
    private final IssuerKeys keys;
    private final InstantSource clock;
    private final Set<String> allowed;

    TokenIdentity(BearerTokens tokens, IssuerKeys keys, InstantSource clock) {
        this.tokens = tokens;
        this.keys = keys;
        this.clock = clock;
        this.allowed = tokens.subjects();
    }

    @Override
    public Identity identify(HttpExchange exchange) {
        List<String> headers = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        if (headers.isEmpty()) {
            return new Identity.Absent();
        }
        String header = headers.get(0).strip();
        if (headers.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Identity.Unproven("the Authorization header holds no bearer token");
        }
        String token = header.substring(SCHEME.length()).strip();
        return token.length() > LONGEST ? new Identity.Unproven("the token is too long") : verify(token);
    }

    private Identity verify(String token) {
        try {
            String subject = consumer().processToClaims(token).getSubject();
            return new Identity.Verified(subject, allowed.contains(subject));
        } catch (InvalidJwtException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            return new Identity.Unproven(e.hasExpired() ? "the token has expired" : "the token is not valid here");
        } catch (MalformedClaimException e) {
            return new Identity.Unproven("the token's subject is no text");
        }
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setJwsAlgorithmConstraints(SIGNATURES)
                .setExpectedIssuer(true, tokens.issuer().toString())
                .setExpectedAudience(true, tokens.audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                .build();
    }
}
