/** The adapter against real gateways. */
@NullMarked
package dev.muster.train.gateway;

import org.jspecify.annotations.NullMarked;
