package dev.muster.ledger;

/**
 * What became of a wish to prune.
 *
 * @param verification how the audit stood before
 * @param entries that were removed
 */
public record Pruning(Verification verification, long entries) {}
