package dev.muster.ledger.queue;

import dev.muster.contract.Attempt;
import java.time.Instant;

/**
 * An attempt that runs on a cluster, as one that may have to make room.
 *
 * @param attempt itself
 * @param batch of its job
 * @param asks what it uses
 * @param started when it was claimed
 * @param times that its job made room before
 */
public record Occupant(Attempt attempt, Candidate.Batch batch, Usage asks, Instant started, int times) {}
