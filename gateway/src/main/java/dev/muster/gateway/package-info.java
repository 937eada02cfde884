/** The gateway's program: puts the parts together. */
@NullMarked
package dev.muster.gateway;

import org.jspecify.annotations.NullMarked;
