/** Many instances of each function on one ledger, at once. */
@NullMarked
package dev.muster.tests.races;

import org.jspecify.annotations.NullMarked;
