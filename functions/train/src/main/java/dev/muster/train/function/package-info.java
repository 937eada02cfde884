/** Starts queued jobs on clusters; Quarkus is known here and nowhere else in this module. */
@NullMarked
package dev.muster.train.function;

import org.jspecify.annotations.NullMarked;
