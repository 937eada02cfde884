package dev.muster.train.gateway;

import java.net.URI;

/** A gateway that does not serve a request; the same again does not help, unless somebody changes something there. */
public final class GatewayRefusedException extends RuntimeException {
    private final int status;

    GatewayRefusedException(URI address, int status, String body) {
        super(address + " answered " + status + ": " + body);
        this.status = status;
    }

    /** Of the answer. */
    public int status() {
        return status;
    }
}
