/**
 * Runs attempts on Ray's actors. Must not depend on an algorithm; only {@code LocalRay} knows Ray's LOCAL mode, and
 * only {@code ClusterRay} a real cluster.
 */
@NullMarked
package dev.muster.trainer.ray;

import org.jspecify.annotations.NullMarked;
