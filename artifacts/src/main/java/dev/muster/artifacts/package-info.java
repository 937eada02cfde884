/**
 * The artifact store, where datasets, checkpoints, models and manifests lie, behind one port. Must not depend on any
 * other module.
 */
@NullMarked
package dev.muster.artifacts;

import org.jspecify.annotations.NullMarked;
