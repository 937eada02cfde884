/**
 * The whole pipeline embedded in one process: ledger, artifact store, broker, the three functions and a Ray cluster,
 * each the real one behind its port. Must not know a command, a terminal or HTTP.
 */
@NullMarked
package dev.muster.cli.system;

import org.jspecify.annotations.NullMarked;
