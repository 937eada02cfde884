/** What a function is tested in: a ledger's PostgreSQL and a broker that remembers. Must know no function. */
@NullMarked
package dev.muster.embedded.surroundings;

import org.jspecify.annotations.NullMarked;
