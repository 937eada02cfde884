package dev.muster.contract;

/** Data of {@link EventTypes#BATCH_ACCEPTED}. */
public record BatchAccepted(BatchId batch, String name, int jobs) {}
