package dev.muster.cli.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Json;
import dev.muster.edge.ProblemDetails;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Talks to a running {@code muster serve}. */
public final class Client {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** A client of the server at an address. */
    public Client(URI server) {
        this.server = server;
    }

    /**
     * Hands a batch file over; returns once it is durable.
     *
     * @param name of the file
     * @param key by which a repetition is known
     * @return the server's answer
     * @throws InvalidInputException when it is refused, with every problem
     */
    public JsonNode submit(byte[] file, String name, String key) throws IOException {
        HttpRequest request = request("/batches?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .header("Content-Type", name.endsWith(".json") ? "application/json" : "application/yaml")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofByteArray(file))
                .build();
        return tree(request);
    }

    /** Follows a batch until its verdict; tells each line. */
    public void follow(String batch, Consumer<News> news) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/batches/" + batch + "/events"))
                .build();
        HttpResponse<Stream<String>> answer = send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                throw refused(
                        answer.statusCode(), String.join("\n", lines.toList()).getBytes(StandardCharsets.UTF_8));
            }
            for (String line : (Iterable<String>) lines::iterator) {
                news.accept(understood(() -> Json.read(line, News.class)));
            }
        }
    }

    /** The batches there are, the newest first. */
    public JsonNode batches() throws IOException {
        return get("/batches");
    }

    /** The jobs of a batch. */
    public JsonNode jobs(String batch) throws IOException {
        return get("/batches/" + batch).path("jobs");
    }

    /** The log of a job, as text. */
    public String logs(String job) throws IOException {
        HttpRequest request = request("/jobs/" + job + "/logs").build();
        return new String(checked(send(request, BodyHandlers.ofByteArray())), StandardCharsets.UTF_8);
    }

    private JsonNode get(String path) throws IOException {
        return tree(request(path).build());
    }

    private JsonNode tree(HttpRequest request) throws IOException {
        byte[] answer = checked(send(request, BodyHandlers.ofByteArray()));
        return understood(() -> Json.read(answer, JsonNode.class));
    }

    private <T> T understood(Supplier<T> reading) throws IOException {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new IOException("what answers at " + server + " is no muster serve; check the address", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return http.send(request, body);
        } catch (java.net.ConnectException e) {
            throw new IOException("nobody answers at " + server + "; start it with: muster serve", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] checked(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    private static IOException refused(int status, byte[] body) {
        ProblemDetails details;
        try {
            details = Json.read(body, ProblemDetails.class);
        } catch (IllegalArgumentException e) {
            return new IOException("the server answered with status " + status);
        }
        if (!details.problems().isEmpty()) {
            throw new InvalidInputException(details.problems());
        }
        return new IOException("the server answered: " + details.title());
    }
}
