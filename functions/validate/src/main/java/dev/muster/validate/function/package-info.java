/** Turns requests and foreign events into batches; Quarkus is known here and nowhere else in this module. */
@NullMarked
package dev.muster.validate.function;

import org.jspecify.annotations.NullMarked;
