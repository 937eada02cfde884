package dev.muster.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority of the tests, a server's certificate and callers', all made by {@code keytool} in a folder. */
public final class Certificates {
    private static final String PASSWORD = "only for tests";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** An authority, and a certificate of {@code localhost}. */
    public static Certificates in(Path folder) {
        Certificates made = new Certificates(folder);
        try {
            Files.writeString(made.passwordFile(), PASSWORD + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        made.authority("authority");
        made.keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                made.file("authority.pem"),
                "-keystore",
                made.trust().toString());
        made.issue("server", "CN=server", "authority", "SAN=dns:localhost,ip:127.0.0.1");
        return made;
    }

    /** Another authority, that nobody trusts. */
    public void authority(String name) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c",
                "-keystore",
                store(name).toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-file",
                file(name + ".pem"),
                "-keystore",
                store(name).toString());
    }

    /** A certificate and its key, in {@link #store}. */
    public void issue(String name, String subject, String authority, String... extensions) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-keystore",
                store(name).toString());
        keytool(
                "-certreq",
                "-alias",
                name,
                "-file",
                file(name + ".csr"),
                "-keystore",
                store(name).toString());
        List<String> sign = new ArrayList<>(List.of(
                "-gencert",
                "-rfc",
                "-alias",
                authority,
                "-infile",
                file(name + ".csr"),
                "-outfile",
                file(name + ".pem"),
                "-keystore",
                store(authority).toString()));
        for (String extension : extensions) {
            sign.addAll(List.of("-ext", extension));
        }
        keytool(sign.toArray(String[]::new));
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                file(authority + ".pem"),
                "-keystore",
                store(name).toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-file",
                file(name + ".pem"),
                "-keystore",
                store(name).toString());
    }

    /** Where the certificate of a name lies. */
    public Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    /** The authority's certificate. */
    public Path trust() {
        return folder.resolve("trust.p12");
    }

    /** Opens all of them. */
    public Path passwordFile() {
        return folder.resolve("password");
    }

    KeyStoreFile keys(String name) {
        return new KeyStoreFile(store(name), passwordFile());
    }

    KeyStoreFile trusted() {
        return new KeyStoreFile(trust(), passwordFile());
    }

    /** What a client needs that trusts the authority and shows a certificate, or none. */
    SSLContext client(@Nullable String name) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trusted().load());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (name == null) {
                keys.init(null, null);
            } else {
                KeyStore store = keys(name).load();
                keys.init(store, PASSWORD.toCharArray());
            }
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        command.add("-J-XX:TieredStopAtLevel=1");
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (InputStream out = process.getInputStream()) {
                String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new IllegalStateException(command + ": " + said);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
