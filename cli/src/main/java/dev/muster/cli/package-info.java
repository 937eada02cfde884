/**
 * The {@code muster} command: what a person types, and what they see. Nothing depends on it; it must not decide
 * anything about batches, which the functions do.
 */
@NullMarked
package dev.muster.cli;

import org.jspecify.annotations.NullMarked;
