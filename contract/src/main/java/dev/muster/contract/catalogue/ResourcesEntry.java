package dev.muster.contract.catalogue;

import dev.muster.contract.Quantity;
import dev.muster.contract.Resources;
import dev.muster.contract.document.Value;
import java.util.Optional;

/** Reads what a file says under {@code resources}. */
public final class ResourcesEntry {
    private ResourcesEntry() {}

    /** What an entry asks for; one core when it says nothing. */
    static Resources read(Value entry) {
        return read(entry, Resources.ONE_CPU);
    }

    /** What an entry asks for, and what it leaves open as it is by default. */
    public static Resources read(Value entry, Resources otherwise) {
        Optional<Value> given = entry.field("resources");
        long cpus = given.flatMap(v -> v.field("cpus")).flatMap(Value::integer).orElse((long) otherwise.cpus());
        long gpus = given.flatMap(v -> v.field("gpus")).flatMap(Value::integer).orElse((long) otherwise.gpus());
        long memory = given.flatMap(v -> v.field("memory"))
                .flatMap(ResourcesEntry::memory)
                .orElse(otherwise.memory());
        return new Resources((int) cpus, (int) gpus, memory);
    }

    private static Optional<Long> memory(Value value) {
        try {
            return value.integer().or(() -> value.text().map(Quantity::bytes));
        } catch (IllegalArgumentException toldByTheSchema) {
            return Optional.empty();
        }
    }
}
