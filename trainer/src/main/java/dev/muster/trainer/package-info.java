/**
 * What runs on Ray: algorithms behind one interface, the training loop, checkpoints, models and manifests. Must not
 * depend on Quarkus, on the ledger, nor on how Ray runs.
 */
@NullMarked
package dev.muster.trainer;

import org.jspecify.annotations.NullMarked;
