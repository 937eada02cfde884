/**
 * The gateway's operations over HTTPS: {@link dev.muster.contract.gateway.GatewayApi} and nothing else, for verified
 * callers alone. Must not depend on Ray.
 */
@NullMarked
package dev.muster.gateway.http;

import org.jspecify.annotations.NullMarked;
