package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.Attempt;
import dev.muster.contract.BatchId;
import dev.muster.contract.BatchState;
import dev.muster.contract.EventTypes;
import dev.muster.contract.JobState;
import dev.muster.contract.Verdict;
import dev.muster.contract.gateway.GatewayApi;
import dev.muster.ledger.History;
import dev.muster.ledger.Ledger;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A batch of one job that takes a while, and what the ledger and the gateway say about it. */
final class Training {
    /** Some seconds of work. */
    static final String RESNET = "model: resnet-8, parameters: {epochs: 10}";

    private static final Pattern PROCESS = Pattern.compile(" on [^ /]+/([0-9]+)$", Pattern.MULTILINE);

    private final String name;
    private final Ledger ledger;
    private final GatewayCalls gateway;
    private final CloudEvent request;

    Training(String name, Ledger ledger, GatewayCalls gateway) {
        this(name, RESNET, ledger, gateway);
    }

    /** Of a model, with its parameters, as in a batch file. */
    Training(String name, String model, Ledger ledger, GatewayCalls gateway) {
        this.name = name;
        this.ledger = ledger;
        this.gateway = gateway;
        this.request = CloudEventBuilder.v1()
                .withId(name)
                .withType(EventTypes.BATCH_REQUESTED)
                .withSource(URI.create("/tests/death"))
                .withData("application/yaml", """
                        batch: %s
                        dataset: digits
                        fresh: true
                        jobs: [{name: only, %s}]
                        """.formatted(name, model).getBytes(StandardCharsets.UTF_8))
                .build();
    }

    /** What asks for it. */
    CloudEvent request() {
        return request;
    }

    String name() {
        return name;
    }

    BatchId id() {
        return BatchId.derive(request.getSource().toString(), request.getId());
    }

    /** Waits until it is in the midst of its training. */
    Training begun() {
        Patience.until("two epochs of " + name, () -> epochs() >= 2);
        return this;
    }

    /** How many epochs the ledger knows of. */
    int epochs() {
        return ledger.history().epochs(id()).size();
    }

    /**
     * Waits for the verdict, and holds it against the promises: one counted result, and the model it would be anyway.
     */
    Verdict completed(String model) {
        Verdict verdict = verdict();
        assertThat(verdict.state()).isEqualTo(BatchState.PASSED);
        assertThat(verdict.jobs()).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(job.digest()).as("SHA-256 of the model").isEqualTo(model);
        });
        assertThat(audit("SUCCEEDED")).as("counted results").hasSize(1);
        return verdict;
    }

    Verdict verdict() {
        return Patience.first(
                "the verdict of " + name, () -> ledger.history().verdict(id()).orElse(null));
    }

    /** Lines of the audit about attempts that say this. */
    List<History.Entry> audit(String what) {
        return ledger.history().audit(id()).stream()
                .filter(entry -> entry.what().equals(what) && entry.subject().contains("attempt-"))
                .toList();
    }

    /** The claim that came after a moment, once there is one. */
    Optional<Instant> claimedAfter(Instant moment) {
        return audit("CLAIMED").stream()
                .map(History.Entry::at)
                .filter(at -> at.isAfter(moment))
                .findFirst();
    }

    /** Waits until the ledger gives the attempt up. */
    void lost() {
        Patience.until(
                "an attempt of " + name + " is lost", () -> !audit("LOST").isEmpty());
    }

    /** The processes that trained an attempt, in order, as far as it has told. */
    List<Long> processes(int attempt) {
        String log = gateway.get(GatewayApi.log(attempt(attempt)) + "?follow=false");
        return PROCESS.matcher(log)
                .results()
                .map((MatchResult match) -> Long.valueOf(match.group(1)))
                .distinct()
                .toList();
    }

    private Attempt attempt(int number) {
        return new Attempt(id(), ledger.history().jobs(id()).get(0).id(), number);
    }

    /** When another process began that goes on with an attempt, once it has told of an epoch. */
    Optional<Instant> replaced(int attempt, Instant killed) {
        List<Long> all = processes(attempt);
        return all.size() < 2
                ? Optional.empty()
                : ProcessHandle.of(all.get(all.size() - 1))
                        .flatMap(process -> process.info().startInstant())
                        .or(() -> Optional.of(Instant.now()))
                        .map(began -> began.isAfter(killed) ? began : killed);
    }

    /** The process that trains it now. */
    ProcessHandle process() {
        int attempt = ledger.history().jobs(id()).get(0).attempts();
        List<Long> all = Patience.first(
                "the process of " + name,
                () -> Optional.of(processes(attempt))
                        .filter(found -> !found.isEmpty())
                        .orElse(null));
        return ProcessHandle.of(all.get(all.size() - 1)).orElseThrow();
    }
}
