package dev.muster.edge.quarkus;

import java.net.URI;
import org.eclipse.microprofile.config.spi.Converter;

/** Addresses that HTTP can reach. */
public final class HttpAddress implements Converter<URI> {
    @Override
    public URI convert(String value) {
        URI address = URI.create(value.strip());
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null) {
            throw new IllegalArgumentException(value + " is no HTTP address; write http://host/path");
        }
        return address;
    }
}
