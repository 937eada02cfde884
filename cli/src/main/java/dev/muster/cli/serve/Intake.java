package dev.muster.cli.serve;

import dev.muster.artifacts.ArtifactStore;
import dev.muster.cli.system.Muster;
import dev.muster.contract.BatchId;
import dev.muster.contract.Digest;
import dev.muster.contract.EventTypes;
import dev.muster.contract.Problem;
import dev.muster.edge.EventCodec;
import dev.muster.ledger.History;
import dev.muster.validate.BatchText;
import dev.muster.validate.Decision;
import dev.muster.validate.Resolved;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The ways in: events and batch files. What is answered with 202 is durable. */
final class Intake {
    private static final String ORIGIN = "/muster/http";
    private static final String SWEEP = "/pingsources/sweep";
    // A page of another site can send a form or plain text without asking first, so neither is taken.
    private static final Set<String> TYPES =
            Set.of("application/json", "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

    private final Muster muster;

    Intake(Muster muster) {
        this.muster = muster;
    }

    List<Route> routes() {
        return List.of(new Route("POST", "/", this::event), new Route("POST", "/batches", this::batch));
    }

    private Answer event(Request request) {
        CloudEvent event = EventCodec.decode(request.message());
        if (event.getType().startsWith("dev.muster.") && !event.getType().equals(EventTypes.BATCH_REQUESTED)) {
            return Answer.problem(403, "events of type " + event.getType() + " come from inside only", List.of());
        }
        if (event.getSource().toString().endsWith(SWEEP)) {
            muster.events().emit(event);
            return Answer.json(202, List.of());
        }
        List<Decision> decisions = new ArrayList<>();
        for (dev.muster.validate.Answer answer : muster.validate().answer(event)) {
            muster.events().emit(answer.event());
            decisions.add(answer.decision());
        }
        List<Problem> problems = decisions.stream()
                .filter(Decision.Rejected.class::isInstance)
                .flatMap(decision -> ((Decision.Rejected) decision).problems().stream())
                .toList();
        return problems.isEmpty()
                ? decisions.size() == 1 ? accepted(decisions.get(0)) : Answer.json(202, decisions)
                : Answer.problem(400, "the request is refused", problems);
    }

    private Answer batch(Request request) {
        String type = request.header("content-type")
                .orElse("")
                .replaceAll(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            return Answer.problem(415, "send application/json or application/yaml, not '" + type + "'", List.of());
        }
        byte[] body = request.message().body();
        String digest = Digest.of(body);
        String key = request.header("idempotency-key").orElse(digest);
        BatchId id = BatchId.derive(ORIGIN, key);
        return known(id, digest)
                .orElseGet(
                        () -> fresh(id, body, digest, request.parameter("name").orElse("request")));
    }

    /** The answer to a request whose key came before. */
    private Optional<Answer> known(BatchId id, String digest) {
        Optional<String> before = muster.store().get(note(id)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        if (before.isPresent() && !before.get().equals(digest)) {
            return Optional.of(Answer.problem(422, "this Idempotency-Key came with another body before", List.of()));
        }
        return muster.ledger().history().batch(id).map(batch -> accepted(known(batch)));
    }

    private static Decision known(History.Batch batch) {
        int jobs = batch.jobs().values().stream().mapToInt(Integer::intValue).sum();
        return new Decision.Known(batch.id(), batch.name(), jobs, batch.state());
    }

    private Answer fresh(BatchId id, byte[] body, String digest, String name) {
        Resolved resolved = muster.resolver().resolve(BatchText.of(body, name));
        // Of two bodies that come with one key at once, the one noted first is the one accepted.
        if (!muster.store().putIfAbsent(note(id), digest.getBytes(StandardCharsets.UTF_8))) {
            Optional<Answer> other = known(id, digest);
            if (other.isPresent()) {
                return other.get();
            }
        }
        var answer = muster.validate().accept(resolved, id, digest, ORIGIN);
        muster.events().emit(answer.event());
        return accepted(answer.decision());
    }

    /** Where it is noted which request a batch was made by; an {@link ArtifactStore} path. */
    private static String note(BatchId id) {
        return "requests/" + id.value();
    }

    private static Answer accepted(Decision decision) {
        Answer answer = Answer.json(202, decision);
        if (decision instanceof Decision.Accepted accepted) {
            return answer.with("Location", "/batches/" + accepted.batch());
        }
        return decision instanceof Decision.Known known ? answer.with("Location", "/batches/" + known.batch()) : answer;
    }
}
