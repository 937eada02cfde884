package dev.muster.ledger.queue;

/**
 * When a running job makes room.
 *
 * @param priority how much higher that of the job that waits must be
 * @param times that one job can be stopped so
 */
public record Preemption(int priority, int times) {}
