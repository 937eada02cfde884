package dev.muster.edge.quarkus;

/**
 * Something that a function cannot work without; its readiness tells.
 *
 * @param name as shown in the health answer
 * @param probe throws when it is not there
 */
public record Dependency(String name, Runnable probe) {}
