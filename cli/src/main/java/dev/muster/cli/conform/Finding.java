package dev.muster.cli.conform;

/**
 * What a rule found.
 *
 * @param rule that is broken
 * @param object that breaks it, such as {@code Trigger train}
 * @param field of the object; empty for all of it
 * @param message what is wrong
 * @param fix what to do
 */
public record Finding(String rule, String object, String field, String message, String fix) {}
