/**
 * The embedded system's ways in and out over HTTP, on this machine only, and the client of them. Must not decide
 * anything about batches.
 */
@NullMarked
package dev.muster.cli.serve;

import org.jspecify.annotations.NullMarked;
