package dev.muster.contract;

import java.util.List;

/**
 * Data of {@link EventTypes#BATCH_REJECTED}.
 *
 * @param cause id of the event that was refused
 * @param problems all of them
 */
public record BatchRejected(String cause, List<Problem> problems) {
    public BatchRejected {
        problems = List.copyOf(problems);
    }
}
