/** The binary form of models, checkpoints and packed datasets. Must not depend on any other package of the trainer. */
@NullMarked
package dev.muster.trainer.codec;

import org.jspecify.annotations.NullMarked;
