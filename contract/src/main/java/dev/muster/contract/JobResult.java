package dev.muster.contract;

/**
 * What an attempt reports when it ends.
 *
 * @param attempt that ended
 * @param outcome how
 * @param seconds of wall time that this attempt took
 */
public record JobResult(Attempt attempt, Outcome outcome, double seconds) {}
