package dev.muster.gateway.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ray's Jobs API over HTTP, with the cluster's token. Thread-safe. */
final class JobsApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final URI jobs;
    private final @Nullable Path token;
    private final HttpClient client;

    JobsApi(URI dashboard, @Nullable Path token) {
        this.jobs = URI.create(dashboard.toString().replaceAll("/+$", "") + "/api/jobs/");
        this.token = token;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
    }

    /**
     * Starts a job, unless there is one of its id. An id that is taken, and an answer that is lost, look alike: so
     * after anything but a clear refusal a look decides.
     */
    void submit(JobOrder order) throws JobsApiException, InterruptedException {
        try {
            send(request("")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(Json.bytes(order))));
        } catch (JobsApiException e) {
            if (e.kind() != JobsApiException.Kind.UNAVAILABLE
                    || find(order.id()).isEmpty()) {
                throw e;
            }
        }
    }

    /** What Ray says of a job; empty when it knows none of that id. */
    Optional<RayJob> find(String id) throws JobsApiException, InterruptedException {
        HttpResponse<String> response = exchange(request(id).GET());
        return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(read(body(response), RayJob.class));
    }

    /** Has a job ended, first by a friendly signal; one that is not known, or has ended, is left alone. */
    void stop(String id) throws JobsApiException, InterruptedException {
        HttpResponse<String> response = exchange(request(id + "/stop").POST(BodyPublishers.noBody()));
        if (response.statusCode() != NOT_FOUND) {
            body(response);
        }
    }

    /** What a job printed until now; nothing when it is not known. */
    List<String> log(String id) throws JobsApiException, InterruptedException {
        HttpResponse<String> response = exchange(request(id + "/logs").GET());
        return response.statusCode() == NOT_FOUND
                ? List.of()
                : read(body(response), JsonNode.class)
                        .path("logs")
                        .asText()
                        .lines()
                        .toList();
    }

    private HttpRequest.Builder request(String path) throws JobsApiException {
        HttpRequest.Builder request = HttpRequest.newBuilder(jobs.resolve(path)).timeout(TIMEOUT);
        try {
            return token == null
                    ? request
                    : request.header(
                            "Authorization", "Bearer " + Files.readString(token).strip());
        } catch (IOException e) {
            throw JobsApiException.unreachable(e);
        }
    }

    private void send(HttpRequest.Builder request) throws JobsApiException, InterruptedException {
        body(exchange(request));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws JobsApiException, InterruptedException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw JobsApiException.unreachable(e);
        }
    }

    private static String body(HttpResponse<String> response) throws JobsApiException {
        if (response.statusCode() != OK) {
            throw JobsApiException.answered(response.statusCode(), response.body());
        }
        return response.body();
    }

    private static <T> T read(String body, Class<T> type) throws JobsApiException {
        try {
            return Json.read(body, type);
        } catch (IllegalArgumentException e) {
            throw JobsApiException.unreachable(new IOException("it answered something else", e));
        }
    }
}
