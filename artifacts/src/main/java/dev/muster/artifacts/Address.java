package dev.muster.artifacts;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a store: which adapter serves it, and what it opens. */
final class Address {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

    private Address() {}

    static ArtifactStore open(String address) {
        Matcher scheme = SCHEME.matcher(address);
        try {
            if (!scheme.matches()) {
                return FileStore.open(Path.of(address).toAbsolutePath());
            }
            URI uri = URI.create(address);
            return uri.getScheme().equalsIgnoreCase("file")
                    ? FileStore.open(Path.of(uri))
                    : ObjectStore.open(Cloud.of(uri), uri);
        } catch (IllegalArgumentException e) {
            throw ArtifactException.invalidAddress(address, e);
        }
    }
}
