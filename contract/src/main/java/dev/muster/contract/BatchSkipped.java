package dev.muster.contract;

/**
 * Data of {@link EventTypes#BATCH_SKIPPED}.
 *
 * @param cause id of the event that asks for nothing
 * @param reason for people
 */
public record BatchSkipped(String cause, String reason) {}
