/** How good predictions are. Must not depend on an algorithm. */
@NullMarked
package dev.muster.trainer.metric;

import org.jspecify.annotations.NullMarked;
