/**
 * Who is next: the rules by which batches wait, as values and pure functions. Must not know the database; what it
 * decides on is handed to it.
 */
@NullMarked
package dev.muster.ledger.queue;

import org.jspecify.annotations.NullMarked;
