package dev.muster.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Ray's own way to submit trainings: a job, and so a supervisor and a driver, for each. */
final class RayJobs {
    private static final int LOOK_MILLIS = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI jobs = URI.create(Fleet.view().dashboard() + "/api/jobs/");
    private final String token;

    RayJobs() throws IOException {
        token = Fleet.token();
    }

    /** Submits that many at once, and waits until all have succeeded. */
    void run(String command, int count) {
        await(submit(command, count), "SUCCEEDED");
    }

    List<String> submit(String command, int count) {
        List<String> ids = new ArrayList<>();
        for (int job = 0; job < count; job++) {
            byte[] order = Json.bytes(Map.of("entrypoint", command));
            JsonNode answer = send(HttpRequest.newBuilder(jobs).POST(HttpRequest.BodyPublishers.ofByteArray(order)));
            ids.add(answer.path("submission_id").asText());
        }
        return ids;
    }

    void await(List<String> ids, String status) {
        List<String> left = new ArrayList<>(ids);
        while (!left.isEmpty()) {
            left.removeIf(id -> status(id).equals(status));
            pause();
        }
    }

    void stop(List<String> ids) {
        ids.forEach(id ->
                send(HttpRequest.newBuilder(jobs.resolve(id + "/stop")).POST(HttpRequest.BodyPublishers.noBody())));
    }

    private String status(String id) {
        String status = send(HttpRequest.newBuilder(jobs.resolve(id)).GET())
                .path("status")
                .asText();
        if (status.equals("FAILED")) {
            throw new IllegalStateException("the Ray job " + id + " failed");
        }
        return status;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    request.header("Authorization", "Bearer " + token).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Ray's Jobs API: " + answer.statusCode());
            }
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
