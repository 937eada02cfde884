package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpExchange;

/** One way to tell who is calling. Thread-safe. */
interface Identification {
    /**
     * Looks at a request.
     *
     * @throws RefusedException when that cannot be told now
     */
    Identity identify(HttpExchange exchange);
}
