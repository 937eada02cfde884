package dev.muster.ledger.queue;

/**
 * An attempt that makes room, and the job that it makes room for.
 *
 * @param victim to be stopped
 * @param waiting to start in its place
 */
public record Eviction(Occupant victim, Candidate waiting) {}
