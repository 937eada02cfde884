/**
 * Pipelines: rules in Git that say which foreign events start which batch. Must not know how batches are checked or
 * where they are kept.
 */
@NullMarked
package dev.muster.validate.pipeline;

import org.jspecify.annotations.NullMarked;
