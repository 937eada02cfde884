package dev.muster.contract.gateway;

import dev.muster.contract.Attempt;
import java.util.List;

/** Attempts that are to write a checkpoint and stop; those that do not in time are ended without. */
public record Cancellation(List<Attempt> attempts) {
    public Cancellation {
        attempts = List.copyOf(attempts);
    }
}
