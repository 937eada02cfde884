/** What the gateway runs attempts on, behind one port. Must not depend on HTTP. */
@NullMarked
package dev.muster.gateway.backend;

import org.jspecify.annotations.NullMarked;
