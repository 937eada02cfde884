package dev.muster.cli.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * The keys with which the gateway of a cluster and its callers know each other: signed by an authority of the cluster's
 * own, whose key is thrown away at once, so that nobody can sign another.
 *
 * @param folder that holds them
 */
record Certificates(Path folder) {
    private static final Duration EARLY = Duration.ofDays(30);
    private static final String DAYS = "825";
    private static final String CALLER = "client";

    /** One password for all the stores, which lie in the same folder. */
    Path password() {
        return folder.resolve("password");
    }

    /** The gateway's key. */
    Path gateway() {
        return folder.resolve("gateway.p12");
    }

    /** The key of its one caller. */
    Path client() {
        return folder.resolve("client.p12");
    }

    /** Whom both trust. */
    Path trust() {
        return folder.resolve("trust.p12");
    }

    /** Makes them, or makes them again where they are missing, are another caller's, or end within a month. */
    void ensure(Path java, String caller, Instant now) {
        if (valid(caller, now)) {
            return;
        }
        Certificates fresh = new Certificates(folder.resolveSibling(folder.getFileName() + ".new"));
        PrivateFiles.delete(fresh.folder);
        PrivateFiles.folder(fresh.folder);
        fresh.make(java.resolve("bin/keytool"), caller);
        PrivateFiles.delete(folder);
        try {
            Files.move(fresh.folder, folder);
        } catch (IOException e) {
            throw new LocalClusterException("cannot write " + folder, e);
        }
    }

    private boolean valid(String caller, Instant now) {
        if (!Files.exists(gateway()) || !Files.exists(client()) || !Files.exists(trust())) {
            return false;
        }
        try {
            KeyStore store = open(client());
            X509Certificate certificate = (X509Certificate) store.getCertificate(CALLER);
            certificate.checkValidity(Date.from(now.plus(EARLY)));
            return certificate.getSubjectX500Principal().getName().equals("CN=" + caller);
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    /** Opens a store of these. */
    KeyStore open(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, secret());
        }
        return keys;
    }

    char[] secret() throws IOException {
        return Files.readString(password()).strip().toCharArray();
    }

    private void make(Path keytool, String caller) {
        Path authority = folder.resolve("authority.p12");
        Path certificate = folder.resolve("authority.pem");
        PrivateFiles.secret(password());
        call(keytool, pair(authority, "authority", "Muster authority", "bc:c", "ku:c=keyCertSign"));
        call(keytool, signed(authority, "gateway", "gateway", "san=ip:127.0.0.1,dns:localhost", "eku=serverAuth"));
        call(keytool, signed(authority, CALLER, caller, "eku=clientAuth"));
        call(keytool, moved(authority, gateway(), "gateway"));
        call(keytool, moved(authority, client(), CALLER));
        call(
                keytool,
                List.of("-exportcert", "-rfc", "-alias", "authority", "-file", certificate.toString()),
                authority);
        call(
                keytool,
                List.of("-importcert", "-noprompt", "-alias", "authority", "-file", certificate.toString()),
                trust());
        PrivateFiles.delete(authority);
        PrivateFiles.delete(certificate);
    }

    private Map.Entry<Path, List<String>> pair(Path store, String alias, String name, String... extensions) {
        List<String> options = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + name));
        options.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", DAYS));
        for (String extension : extensions) {
            options.addAll(List.of("-ext", extension));
        }
        return Map.entry(store, options);
    }

    private Map.Entry<Path, List<String>> signed(Path store, String alias, String name, String... extensions) {
        Map.Entry<Path, List<String>> pair = pair(store, alias, name, extensions);
        pair.getValue().addAll(List.of("-signer", "authority"));
        return pair;
    }

    private Map.Entry<Path, List<String>> moved(Path from, Path to, String alias) {
        return Map.entry(
                to,
                List.of(
                        "-importkeystore",
                        "-srckeystore",
                        from.toString(),
                        "-srcstorepass:file",
                        password().toString(),
                        "-srcalias",
                        alias));
    }

    private void call(Path keytool, Map.Entry<Path, List<String>> what) {
        call(keytool, what.getValue(), what.getKey());
    }

    private void call(Path keytool, List<String> options, Path store) {
        boolean import_ = options.contains("-importkeystore");
        List<String> command = new ArrayList<>(List.of(keytool.toString()));
        command.addAll(options);
        command.addAll(List.of(import_ ? "-destkeystore" : "-keystore", store.toString()));
        command.addAll(List.of(
                import_ ? "-deststorepass:file" : "-storepass:file", password().toString()));
        command.addAll(List.of(import_ ? "-deststoretype" : "-storetype", "PKCS12"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LocalClusterException("keytool could not make the cluster's keys: " + said.strip());
            }
        } catch (IOException e) {
            throw new LocalClusterException("cannot run " + keytool + ": a whole JDK is needed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("interrupted while making the cluster's keys", e);
        }
    }
}
