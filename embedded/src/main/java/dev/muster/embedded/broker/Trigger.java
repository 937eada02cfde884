package dev.muster.embedded.broker;

/**
 * Which events go to whom.
 *
 * @param name of the Trigger
 * @param filter that selects them
 * @param delivery of them
 * @param subscriber the {@code ref.name} or {@code uri} of who gets them
 */
public record Trigger(String name, Filter filter, Delivery delivery, String subscriber) {}
