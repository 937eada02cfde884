package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** How connections are made: TLS 1.2 or newer, and a certificate of the caller where certificates count. */
final class Tls extends HttpsConfigurator {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final boolean certificates;

    private Tls(SSLContext context, boolean certificates) {
        super(context);
        this.certificates = certificates;
    }

    /**
     * From the files of a configuration.
     *
     * @throws IllegalArgumentException when one of them does not open
     */
    static Tls of(ServerConfig config) {
        ClientCertificates certificates = config.callers().certificates();
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(config.keys().load(), config.keys().password());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted(certificates), null);
            return new Tls(context, certificates != null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "no TLS with the key in " + config.keys().file() + ": " + e, e);
        }
    }

    private static TrustManager @Nullable [] trusted(@Nullable ClientCertificates certificates)
            throws GeneralSecurityException {
        if (certificates == null) {
            return null;
        }
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(certificates.trusted().load());
        return trusted.getTrustManagers();
    }

    @Override
    public void configure(HttpsParameters parameters) {
        SSLParameters tls = getSSLContext().getDefaultSSLParameters();
        tls.setProtocols(PROTOCOLS);
        // Wanted, not needed: probes come without one, and so do callers with a token.
        tls.setWantClientAuth(certificates);
        parameters.setSSLParameters(tls);
    }
}
