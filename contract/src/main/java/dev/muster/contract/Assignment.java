package dev.muster.contract;

/** A job handed to a cluster: which attempt, and what to train. */
public record Assignment(Attempt attempt, JobSpec job) {}
