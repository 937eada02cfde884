/**
 * What a person sees in a terminal: tables, bars, colours, problems. Pure text from plain records; must not reach a
 * ledger, a cluster or a file.
 */
@NullMarked
package dev.muster.cli.text;

import org.jspecify.annotations.NullMarked;
