package dev.muster.aggregate;

import dev.muster.contract.AllowedHosts;
import dev.muster.edge.EventCodec;
import dev.muster.edge.HttpMessage;
import io.cloudevents.CloudEvent;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts events to addresses that users named, in binary mode, one try each; thread-safe. */
final class Webhook {
    private final AllowedHosts hosts;
    private final Duration timeout;
    private @Nullable HttpClient client;

    /**
     * Calls these hosts and no others.
     *
     * @param timeout from connecting to the end of the answer
     */
    Webhook(AllowedHosts hosts, Duration timeout) {
        this.hosts = hosts;
        this.timeout = timeout;
    }

    /**
     * Made when a verdict is first to be posted: it reads every authority that the JDK trusts, which takes its time.
     */
    private synchronized HttpClient client() {
        if (client == null) {
            // A redirect would lead past the list of hosts. HTTP/1.1, since the offered upgrade breaks posts to some
            // servers.
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeout)
                    .build();
        }
        return client;
    }

    /** Sends an event; the answer never fails to come, nor later than the time-out. */
    CompletableFuture<Answer> post(URI address, CloudEvent event) {
        try {
            // The client looks the host up again, but within the time that the JDK keeps the answer to this look-up.
            List<InetAddress> resolved =
                    address.getHost() == null ? List.of() : List.of(InetAddress.getAllByName(address.getHost()));
            Optional<String> refusal = hosts.refusal(address, resolved);
            return refusal.isPresent()
                    // Not for good: other processes may be configured to call that host.
                    ? CompletableFuture.completedFuture(new Answer.Unreachable(address + " " + refusal.get()))
                    : send(address, event);
        } catch (UnknownHostException e) {
            return CompletableFuture.completedFuture(
                    new Answer.Unreachable(address + " cannot be reached: its host is unknown"));
        }
    }

    private CompletableFuture<Answer> send(URI address, CloudEvent event) {
        HttpMessage message = EventCodec.binary(event);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(message.body()));
        message.headers().forEach(request::header);
        CompletableFuture<HttpResponse<Void>> exchange =
                client().sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        // Not the request's own time-out, which ends with the header: a body that drips would hold us for good.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    exchange.cancel(true);
                    return failure == null ? answered(address, response.statusCode()) : failed(address, failure);
                });
    }

    private static Answer answered(URI address, int status) {
        if (status / 100 == 2) {
            return new Answer.Taken();
        }
        if (status / 100 == 3) {
            return new Answer.Refused(address + " answered " + status + ": redirects are not followed");
        }
        boolean later = status >= 500 || status == 408 || status == 425 || status == 429;
        return later
                ? new Answer.Unreachable(address + " answered " + status)
                : new Answer.Refused(address + " answered " + status);
    }

    private static Answer failed(URI address, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new Answer.Unreachable(
                address + " cannot be reached: " + (cause instanceof TimeoutException ? "no answer in time" : cause));
    }

    /** What became of a post. */
    sealed interface Answer {
        /** What happened, for people. */
        String why();

        /** It arrived. */
        record Taken() implements Answer {
            @Override
            public String why() {
                return "it was taken";
            }
        }

        /** It will not be taken, however often it is sent. */
        record Refused(String why) implements Answer {}

        /** Another try may help. */
        record Unreachable(String why) implements Answer {}
    }
}
