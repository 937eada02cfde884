/** A gateway without a cluster, for its own tests and for those of its callers. */
@NullMarked
package dev.muster.gateway.http;

import org.jspecify.annotations.NullMarked;
