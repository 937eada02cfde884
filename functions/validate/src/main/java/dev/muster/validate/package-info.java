/**
 * What <em>validate</em> decides: a request or a foreign event becomes an accepted, rejected or skipped batch. Must not
 * depend on Quarkus, HTTP or Ray; the function around it is in {@code dev.muster.validate.function}.
 */
@NullMarked
package dev.muster.validate;

import org.jspecify.annotations.NullMarked;
