/**
 * Dead letters: taken from the broker as they are, patched, sent again. Plain Java; must not depend on Quarkus nor on
 * another function.
 */
@NullMarked
package dev.muster.console;

import org.jspecify.annotations.NullMarked;
