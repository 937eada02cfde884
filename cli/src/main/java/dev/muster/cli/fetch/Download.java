package dev.muster.cli.fetch;

import dev.muster.contract.AllowedHosts;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a file from an allowed host: bounded in time and size, tried again with exponential backoff where that may
 * help, never led to another host by a redirect.
 */
public final class Download {
    private static final int REDIRECTS = 3;
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

    private final AllowedHosts hosts;
    private final RetryPolicy retry;
    private final Limits limits;
    private final HttpClient client;

    /** Fetches from these hosts. */
    public Download(AllowedHosts hosts, RetryPolicy retry, Limits limits) {
        this.hosts = hosts;
        this.retry = retry;
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .connectTimeout(limits.time())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The content at an address.
     *
     * @throws InvalidInputException when it may not be called, or has nothing for us
     * @throws IOException when it gave no answer in any of the tries
     */
    public byte[] get(URI address) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return follow(address);
            } catch (IOException e) {
                if (attempt >= retry.attempts()) {
                    throw new IOException(
                            address + " could not be fetched in " + attempt + " tries: " + e.getMessage(), e);
                }
            }
            pause(retry.backoff(attempt, address.toString()));
        }
    }

    private byte[] follow(URI start) throws IOException {
        URI address = start;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            requireAllowed(address);
            HttpResponse<byte[]> answer = send(address);
            if (!MOVED.contains(answer.statusCode())) {
                return content(address, answer);
            }
            address = target(address, answer);
        }
        throw refused(start, "redirects more than " + REDIRECTS + " times", "name the address that it ends at");
    }

    private void requireAllowed(URI address) {
        hosts.refusal(address).ifPresent(reason -> {
            throw refused(address, reason, "allow the host by --allow-host or MUSTER_ALLOWED_HOSTS, and use https");
        });
        PrivateAddresses.refusal(address, hosts).ifPresent(reason -> {
            throw refused(address, reason, "allow that address too, if this is what you want");
        });
    }

    private HttpResponse<byte[]> send(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json, application/yaml;q=0.9, text/plain;q=0.5")
                .build();
        try {
            // The time-out of a request ends with its headers; this one holds for the body too.
            return client.sendAsync(request, answer -> new LimitedBody(limits.bytes()))
                    .get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + limits.time().toMillis() / 1000.0 + " s", e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private byte[] content(URI address, HttpResponse<byte[]> answer) throws IOException {
        if (WORTH_ANOTHER_TRY.contains(answer.statusCode())) {
            throw new IOException("it answered with status " + answer.statusCode());
        }
        if (answer.statusCode() != 200) {
            throw refused(address, "answered with status " + answer.statusCode(), "check the address");
        }
        if (answer.body().length > limits.bytes()) {
            throw refused(address, "is larger than " + limits.bytes() + " bytes", "ask for less at once");
        }
        return answer.body();
    }

    private static URI target(URI address, HttpResponse<?> answer) {
        String location = answer.headers().firstValue("location").orElse("");
        try {
            URI target = address.resolve(location);
            if (String.valueOf(address.getAuthority()).equalsIgnoreCase(target.getAuthority())) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw refused(address, "redirects to no address: " + location, "check the address");
        }
        throw refused(address, "redirects to another host: " + location, "name that address, if you trust it");
    }

    private static InvalidInputException refused(URI address, String message, String fix) {
        return InvalidInputException.of(Problem.at(address.toString(), message, fix));
    }

    private static void pause(Duration time) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new IOException("interrupted");
    }

    /**
     * What a download may take.
     *
     * @param time of one try, from connecting to the last byte
     * @param bytes of the content
     */
    public record Limits(Duration time, int bytes) {
        /** 20 seconds and 8 MiB. */
        public static final Limits USUAL = new Limits(Duration.ofSeconds(20), 8 << 20);
    }
}
