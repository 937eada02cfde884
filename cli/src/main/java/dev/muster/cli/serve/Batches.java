package dev.muster.cli.serve;

import dev.muster.cli.report.Report;
import dev.muster.cli.system.Muster;
import dev.muster.contract.BatchId;
import dev.muster.contract.JobId;
import dev.muster.contract.Verdict;
import dev.muster.ledger.History;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is, and what happened; and calling off. */
final class Batches {
    private static final int MOST = 200;
    private static final int MOST_JOBS = 10_000;

    private final Muster muster;
    private final History history;
    private final Clock clock;

    Batches(Muster muster, Clock clock) {
        this.muster = muster;
        this.history = muster.ledger().history();
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/", request -> Answer.json(200, Map.of("service", "muster", "batches", "/batches"))),
                new Route("GET", "/healthz", request -> Answer.json(200, Map.of("status", "up"))),
                new Route("GET", "/batches", request -> Answer.json(200, history.batches(MOST))),
                new Route("GET", "/batches/*", request -> on(request, this::batch)),
                new Route("GET", "/batches/*/events", request -> on(request, batch -> events(request, batch))),
                new Route("GET", "/batches/*/report", request -> on(request, this::report)),
                new Route("POST", "/batches/*/cancel", request -> on(request, this::cancel)),
                new Route("DELETE", "/batches/*", request -> on(request, this::cancel)),
                new Route("GET", "/jobs/*/logs", this::logs),
                new Route("GET", "/models", request -> Answer.json(200, history.models())));
    }

    private Answer on(Request request, Function<History.Batch, Answer> handler) {
        String id = request.path().get(0);
        Optional<History.Batch> batch =
                id.matches("b-[0-9a-f]{16}") ? history.batch(new BatchId(id)) : Optional.empty();
        return batch.map(handler).orElseGet(() -> Answer.notFound("batch " + id));
    }

    private Answer batch(History.Batch batch) {
        return Answer.json(
                200,
                new Standing(
                        batch,
                        history.jobs(batch.id()),
                        history.verdict(batch.id()).orElse(null)));
    }

    private Answer events(Request request, History.Batch batch) {
        boolean serverSent = request.accepts("text/event-stream");
        return Answer.stream(
                serverSent ? "text/event-stream" : "application/x-ndjson", new NewsStream(history, batch, serverSent));
    }

    private Answer report(History.Batch batch) {
        return history.verdict(batch.id())
                .map(verdict ->
                        Answer.text("text/html", Report.html(muster.reports().of(verdict, clock.instant()))))
                .orElseGet(() -> Answer.notFound("report yet of batch " + batch.id()));
    }

    private Answer cancel(History.Batch batch) {
        return muster.ledger().control().cancel(batch.id())
                ? Answer.json(202, Map.of("batch", batch.id(), "state", "CANCELLING"))
                : Answer.problem(409, batch.id() + " has its verdict already", List.of());
    }

    private Answer logs(Request request) {
        String id = request.path().get(0);
        if (!id.matches("j-[0-9a-f]{16}")) {
            return Answer.notFound("job " + id);
        }
        JobId wanted = new JobId(id);
        return history.batches(MOST_JOBS).stream()
                .filter(batch -> history.jobs(batch.id()).stream()
                        .anyMatch(job -> job.id().equals(wanted)))
                .findFirst()
                .map(batch -> logs(request, new JobLog(history, batch.id(), wanted)))
                .orElseGet(() -> Answer.notFound("job " + id));
    }

    private static Answer logs(Request request, JobLog log) {
        return request.accepts("json")
                ? Answer.json(200, log.lines())
                : Answer.text(
                        "text/plain",
                        log.lines().stream().map(Objects::toString).collect(Collectors.joining("\n", "", "\n")));
    }

    private record Standing(
            History.Batch batch,
            List<History.Job> jobs,
            @Nullable Verdict verdict) {}
}
