package dev.muster.validate.pipeline;

/**
 * One rule.
 *
 * @param name unique; part of the identity of its batches
 * @param on the events that it starts on
 * @param template of the batch that they start
 */
record Pipeline(String name, Selector on, Template template) {}
