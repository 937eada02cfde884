/** Algorithms by gradient descent on DJL's PyTorch engine. Must not depend on Ray, nor on the training loop. */
@NullMarked
package dev.muster.trainer.djl;

import org.jspecify.annotations.NullMarked;
