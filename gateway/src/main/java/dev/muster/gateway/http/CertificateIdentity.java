package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells callers by the certificate of their connection, which TLS has verified already. */
final class CertificateIdentity implements Identification {
    private static final Set<Integer> DNS_AND_URI = Set.of(2, 6);

    private final Set<String> allowed;

    CertificateIdentity(ClientCertificates certificates) {
        this.allowed = certificates.subjects();
    }

    @Override
    public Identity identify(HttpExchange exchange) {
        try {
            Certificate[] chain = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates();
            List<String> names = names((X509Certificate) chain[0]);
            return names.stream()
                    .filter(allowed::contains)
                    .findFirst()
                    .map(name -> new Identity.Verified(name, true))
                    .orElseGet(() -> new Identity.Verified(names.isEmpty() ? "nameless" : names.get(0), false));
        } catch (SSLPeerUnverifiedException e) {
            return new Identity.Absent();
        }
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .forEach(part -> names.add(String.valueOf(part.getValue())));
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.stream()
                        .filter(name -> DNS_AND_URI.contains((Integer) name.get(0)))
                        .forEach(name -> names.add((String) name.get(1)));
            }
        } catch (InvalidNameException | CertificateParsingException e) {
            // The names read so far count; what cannot be read allows nobody in.
            return names;
        }
        return names;
    }
}
