/**
 * A real PostgreSQL server for one machine, with nothing to install: unpacked, initialised, started, shared between
 * processes and stopped by the last of them. Must not know what is stored in it.
 */
@NullMarked
package dev.muster.embedded.postgres;

import org.jspecify.annotations.NullMarked;
