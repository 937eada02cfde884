/** Takes dead letters over HTTP; Quarkus is known here and nowhere else in this module. */
@NullMarked
package dev.muster.console.function;

import org.jspecify.annotations.NullMarked;
