package dev.muster.ledger.queue;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.batchfile.BatchFileReader;
import dev.muster.contract.document.Document;
import dev.muster.contract.document.Problems;
import dev.muster.contract.document.Schema;
import dev.muster.contract.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a queue file. */
final class QueueFile {
    private static final Schema SCHEMA =
            Schema.resource(BatchFileReader.class, "/dev/muster/contract/queue.schema.json");

    private QueueFile() {}

    static QueuePolicy read(Path file) {
        Problems problems = new Problems();
        Value document = Document.parse(bytes(file), file.toString(), problems);
        SCHEMA.check(document, problems);
        problems.throwIfAny();
        return new QueuePolicy(
                named(document.field("teams"), QueueFile::team),
                named(document.field("clusters"), cluster -> number(cluster, "running", 0)),
                document.field("ageing").map(QueueFile::duration).orElse(QueuePolicy.USUAL.ageing()),
                document.field("preemption").map(QueueFile::preemption).orElse(null));
    }

    private static <T> Map<String, T> named(Optional<Value> entries, Function<Value, T> read) {
        Map<String, T> all = new TreeMap<>();
        entries.ifPresent(object -> object.names()
                .forEach(name -> object.entry(name).ifPresent(entry -> all.put(name, read.apply(entry)))));
        return all;
    }

    private static Team team(Value team) {
        Optional<Value> quota = team.field("quota");
        return new Team(
                team.field("weight").flatMap(Value::number).orElse(Team.USUAL.weight()),
                limit(quota, "jobs"),
                limit(quota, "cpus"),
                limit(quota, "gpus"));
    }

    private static @Nullable Integer limit(Optional<Value> quota, String measure) {
        return quota.flatMap(limits -> limits.field(measure))
                .flatMap(Value::integer)
                .map(Long::intValue)
                .orElse(null);
    }

    private static Preemption preemption(Value preemption) {
        return new Preemption(number(preemption, "priority", 10), number(preemption, "times", 3));
    }

    private static int number(Value object, String field, int otherwise) {
        return object.field(field).flatMap(Value::integer).map(Long::intValue).orElse(otherwise);
    }

    private static Duration duration(Value value) {
        Duration duration = value.duration().orElseThrow();
        if (duration.isZero()) {
            throw InvalidInputException.of(value.problem("is " + value.shown() + ", which is no time", "choose more"));
        }
        return duration;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw InvalidInputException.of(Problem.at(file.toString(), "cannot be read: " + e, "correct MUSTER_QUEUE"));
        }
    }
}
