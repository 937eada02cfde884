/**
 * Runs programs of users, each attempt as a Ray Job of its own, through the cluster's Jobs API on loopback. Must not
 * depend on Ray's Java API, nor on how the gateway is asked.
 */
@NullMarked
package dev.muster.gateway.program;

import org.jspecify.annotations.NullMarked;
