package dev.muster.gateway.http;

import com.sun.net.httpserver.HttpExchange;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import java.util.List;

/**
 * A request that a route was found for.
 *
 * @param caller verified subject; empty where none is asked for
 * @param arguments from the path
 */
record Call(String caller, List<String> arguments, HttpExchange exchange) {
    /** The attempt that the path names. */
    Attempt attempt() {
        return new Attempt(
                new BatchId(arguments.get(0)), new JobId(arguments.get(1)), Integer.parseInt(arguments.get(2)));
    }

    Query query() {
        return Query.of(exchange.getRequestURI().getRawQuery());
    }
}
