/** What the proofs of the ledger share: how much of them is run, what they report, what must hold in the end. */
@NullMarked
package dev.muster.tests.proof;

import org.jspecify.annotations.NullMarked;
