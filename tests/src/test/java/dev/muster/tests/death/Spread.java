package dev.muster.tests.death;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.Json;
import dev.muster.contract.gateway.GatewayApi;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the first attempt at a job of the program {@code spread} left: each of its tasks says where it ran. */
final class Spread {
    /** As in its {@code program.yaml}. */
    static final int EPOCHS = 60;

    private final DeathCluster cluster;
    private final JsonNode job;
    private final Attempt attempt;

    private Spread(DeathCluster cluster, JsonNode job, Attempt attempt) {
        this.cluster = cluster;
        this.job = job;
        this.attempt = attempt;
    }

    /** The job of that index in a verdict. */
    static Spread of(DeathCluster cluster, JsonNode verdict, int index) {
        JsonNode job = verdict.path("jobs").path(index);
        BatchId batch = new BatchId(verdict.path("batch").asText());
        return new Spread(
                cluster, job, new Attempt(batch, new JobId(job.path("id").asText()), 1));
    }

    /** What the verdict says of it. */
    String verdict(String field) {
        return job.path(field).asText();
    }

    /** What its tasks said, as the gateway has it in the log. */
    List<JsonNode> tasks() {
        String log = new GatewayCalls(cluster.access()).get(GatewayApi.log(attempt) + "?follow=false");
        return log.lines()
                .filter(line -> line.startsWith("{"))
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    /** The nodes on which they ran, by address. */
    Map<String, String> nodes() {
        Map<String, String> nodes = new TreeMap<>();
        tasks().forEach(task ->
                nodes.put(task.path("address").asText(), task.path("node").asText()));
        return nodes;
    }

    /** A file of the attempt in the artifact store. */
    byte[] stored(String name) throws IOException {
        return Files.readAllBytes(
                cluster.home().resolve("artifacts").resolve(attempt.path()).resolve(name));
    }
}
