/**
 * The report of a batch: one HTML file that needs nothing else, drawn from plain records. Must not reach a ledger, a
 * cluster or the network.
 */
@NullMarked
package dev.muster.cli.report;

import org.jspecify.annotations.NullMarked;
