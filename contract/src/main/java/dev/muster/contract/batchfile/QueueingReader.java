package dev.muster.contract.batchfile;

import dev.muster.contract.Queueing;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads how a batch waits for its turn. */
record QueueingReader(Problems problems) {
    Queueing read(Value batch) {
        return new Queueing(
                batch.field("team").flatMap(Value::text).orElse(Queueing.DEFAULT_TEAM),
                batch.field("priority").flatMap(Value::integer).orElse(0L).intValue(),
                batch.field("running")
                        .flatMap(Value::integer)
                        .filter(number -> number >= 1)
                        .map(Long::intValue)
                        .orElse(null),
                batch.field("expires").flatMap(this::time).orElse(null));
    }

    private Optional<Instant> time(Value value) {
        // What is no time at first sight is told by the schema.
        Optional<String> text = value.text().filter(given -> given.matches("[0-9-]+T[0-9:.]+(Z|[+-][0-9:]+)"));
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return problems.add(value.problem("is " + value.shown() + ", which no calendar has", "correct it"));
        }
    }
}
