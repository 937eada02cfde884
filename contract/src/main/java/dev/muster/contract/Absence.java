package dev.muster.contract;

/**
 * A job that does not count.
 *
 * @param detail for people, such as {@code attempt 2 was running}
 */
public record Absence(JobId job, String name, Fate fate, String detail) {}
