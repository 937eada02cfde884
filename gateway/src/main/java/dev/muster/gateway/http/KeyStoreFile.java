package dev.muster.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS12 file.
 *
 * @param file with keys or certificates
 * @param passwordFile whose first line opens it; null for one without a password
 */
public record KeyStoreFile(Path file, @Nullable Path passwordFile) {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is missing, no PKCS12 or does not open; the message says which
     */
    KeyStore load() {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password());
            if (store.size() == 0) {
                throw new IllegalArgumentException(file + " holds nothing that can be read: is its password missing?");
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no key store that can be opened (PKCS12): " + e, e);
        }
    }

    char @Nullable [] password() throws IOException {
        if (passwordFile == null) {
            return null;
        }
        return Files.readString(passwordFile).lines().findFirst().orElse("").toCharArray();
    }
}
