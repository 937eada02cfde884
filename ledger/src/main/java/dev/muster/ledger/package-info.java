/**
 * The ledger: the relations of batches, jobs, attempts and results, and the transactions that keep Muster's promises on
 * them. Plain Java on a {@code DataSource}; must not depend on anything but contract.
 */
@NullMarked
package dev.muster.ledger;

import org.jspecify.annotations.NullMarked;
