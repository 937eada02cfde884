/** Functions die before and after each step that anybody else can see. */
@NullMarked
package dev.muster.tests.crash;

import org.jspecify.annotations.NullMarked;
