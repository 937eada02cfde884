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
        if (scheme.matches() && !scheme.group(1).equalsIgnoreCase("file")) {
            throw ArtifactException.unknownAddress(address, scheme.group(1));
        }
        return FileStore.open(folder(address, scheme.matches()));
    }

    private static Path folder(String address, boolean uri) {
        try {
            return uri ? Path.of(URI.create(address)) : Path.of(address).toAbsolutePath();
        } catch (IllegalArgumentException e) {
            throw ArtifactException.invalidAddress(address, e);
        }
    }
}
