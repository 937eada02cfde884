/**
 * The core of <em>aggregate</em>: records results, joins batches, applies gates, promotes, posts verdicts. Plain Java;
 * must not depend on Quarkus, a server or another function.
 */
@NullMarked
package dev.muster.aggregate;

import org.jspecify.annotations.NullMarked;
