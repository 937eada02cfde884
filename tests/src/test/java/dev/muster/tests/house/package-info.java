/** The rules of the house, checked over the whole repository. */
@NullMarked
package dev.muster.tests.house;

import org.jspecify.annotations.NullMarked;
