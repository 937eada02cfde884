/** Joins results into verdicts; Quarkus is known here and nowhere else in this module. */
@NullMarked
package dev.muster.aggregate.function;

import org.jspecify.annotations.NullMarked;
