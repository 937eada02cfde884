package dev.muster.ledger;

import dev.muster.contract.BatchState;

/**
 * What became of a request.
 *
 * @param fresh whether this call made the batch; false when it was there
 * @param state of the batch now
 */
public record Acceptance(boolean fresh, BatchState state) {}
