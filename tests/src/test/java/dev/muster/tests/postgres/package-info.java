/** What becomes of the ledger when its PostgreSQL has a bad day. */
@NullMarked
package dev.muster.tests.postgres;

import org.jspecify.annotations.NullMarked;
