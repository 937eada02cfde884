/**
 * What the Quarkus shells of the functions share: the gate that events pass before Funqy, the answers to trouble, the
 * guarded way out to the broker, and readiness. Must not depend on the ledger nor on any function.
 */
@NullMarked
package dev.muster.edge.quarkus;

import org.jspecify.annotations.NullMarked;
