/** The ledger's schema: its normal form, its indexes, its migrations. */
@NullMarked
package dev.muster.tests.schema;

import org.jspecify.annotations.NullMarked;
