package dev.muster.contract;

/**
 * A dataset that was looked at: what was asked for, and what was found.
 *
 * @param spec as asked for
 * @param digest SHA-256 of its content
 */
public record Dataset(DatasetSpec spec, String digest) {}
