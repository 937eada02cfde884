package dev.muster.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key pair for a rehearsal on the loopback address, for both sides of its connections.
 *
 * @param store holds the key, and is trusted too
 * @param password file with the password of the store
 */
record Keys(Path store, Path password) {
    private static final String SECRET = "rehearsal";

    static Keys make(Path folder) throws IOException {
        Keys keys = new Keys(folder.resolve("keys.p12"), folder.resolve("password"));
        Files.writeString(keys.password, SECRET);
        String keytool = Java.of(Path.of(System.getProperty("java.home"))).program("keytool");
        List<String> where = List.of("-keystore", keys.store.toString(), "-storepass", SECRET, "-alias", "rehearsal");
        List<String> what = List.of("-keyalg", "EC", "-groupname", "secp256r1", "-ext", "san=ip:127.0.0.1");
        Java.run(
                folder,
                Stream.of(List.of(keytool, "-genkeypair", "-dname", "CN=rehearsal"), where, what)
                        .flatMap(List::stream)
                        .toList());
        return keys;
    }

    SSLContext tls() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, SECRET.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, SECRET.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        return tls;
    }
}
