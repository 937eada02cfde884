/** What a spool keeps, and for how long. */
@NullMarked
package dev.muster.gateway.spool;

import org.jspecify.annotations.NullMarked;
