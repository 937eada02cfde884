package dev.muster.gateway.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Ray's Jobs API as it was seen to behave, with jobs that do what a test says. */
final class FakeRay implements AutoCloseable {
    static final String TOKEN = "open-sesame";

    final Map<String, Job> jobs = new LinkedHashMap<>();
    final List<String> calls = new ArrayList<>();
    /** Answers to submissions that are lost on their way. */
    int answersToLose;
    /** Submissions that fail before anything happens. */
    int failures;

    private final HttpServer server;
    private final BiConsumer<String, Job> begin;

    FakeRay() throws IOException {
        this((id, job) -> {});
    }

    /** A fake whose jobs begin to do something. */
    FakeRay(BiConsumer<String, Job> begin) throws IOException {
        this.begin = begin;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/jobs/", this::handle);
        server.start();
    }

    URI dashboard() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A job as Ray keeps it. */
    static final class Job {
        final JsonNode order;
        String status = "PENDING";
        Integer exitCode;
        String message = "";
        String logs = "";

        Job(JsonNode order) {
            this.order = order;
        }

        void ends(String how, Integer code) {
            status = how;
            exitCode = code;
        }

        String entrypoint() {
            return order.path("entrypoint").asText();
        }
    }

    Job job(String id) {
        return jobs.get(id);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/jobs/".length());
        calls.add(exchange.getRequestMethod() + " " + path);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token == null) {
            answer(exchange, 401, "no token");
        } else if (!token.equals("Bearer " + TOKEN)) {
            answer(exchange, 403, "another token");
        } else if (path.isEmpty()) {
            submit(exchange);
        } else {
            answer(exchange, path.split("/", -1));
        }
    }

    private void submit(HttpExchange exchange) throws IOException {
        JsonNode order = Json.mapper().readTree(exchange.getRequestBody());
        String id = order.path("submission_id").asText();
        if (failures > 0) {
            failures--;
            answer(exchange, 500, "no room");
        } else if (jobs.containsKey(id)) {
            answer(exchange, 500, "Traceback:\nValueError: Job with submission_id " + id + " already exists");
        } else {
            Job job = new Job(order);
            jobs.put(id, job);
            begin.accept(id, job);
            if (answersToLose > 0) {
                answersToLose--;
                exchange.close();
            } else {
                answer(exchange, 200, Json.text(Map.of("submission_id", id)));
            }
        }
    }

    private void answer(HttpExchange exchange, String[] path) throws IOException {
        Job job = jobs.get(path[0]);
        if (job == null) {
            answer(exchange, 404, "Job " + path[0] + " does not exist");
        } else if (path.length == 1) {
            Map<String, Object> details = new HashMap<>();
            details.put("submission_id", path[0]);
            details.put("status", job.status);
            details.put("message", job.message);
            details.put("driver_exit_code", job.exitCode);
            details.put("job_id", null);
            answer(exchange, 200, Json.mapper().writeValueAsString(details));
        } else if (path[1].equals("stop")) {
            stop(job);
            answer(exchange, 200, "{\"stopped\": true}");
        } else {
            answer(exchange, 200, Json.text(Map.of("logs", job.logs)));
        }
    }

    /** As Ray does: one that waits is not ended. */
    private static void stop(Job job) {
        if (job.status.equals("RUNNING")) {
            job.ends("STOPPED", null);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
