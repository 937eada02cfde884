/**
 * A cluster behind a gateway: the adapter that speaks its operations over HTTPS. Plain Java; must not depend on Quarkus
 * or Ray, nor the core on it.
 */
@NullMarked
package dev.muster.train.gateway;

import org.jspecify.annotations.NullMarked;
