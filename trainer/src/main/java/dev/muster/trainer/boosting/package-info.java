/** Gradient-boosted trees on XGBoost. Must not depend on Ray, nor on the training loop. */
@NullMarked
package dev.muster.trainer.boosting;

import org.jspecify.annotations.NullMarked;
