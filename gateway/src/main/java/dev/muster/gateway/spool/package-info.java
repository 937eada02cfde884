/**
 * Events on their way out of the gateway: kept on disk by channel until somebody has them. Must not depend on HTTP
 * servers, nor on what runs attempts.
 */
@NullMarked
package dev.muster.gateway.spool;

import org.jspecify.annotations.NullMarked;
