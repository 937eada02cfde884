/**
 * The names that a batch file may use: algorithms with their parameters, models, datasets. Must not look at data or run
 * anything.
 */
@NullMarked
package dev.muster.contract.catalogue;

import org.jspecify.annotations.NullMarked;
