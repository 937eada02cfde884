/**
 * The core of <em>train</em>: claims queued jobs and places them on clusters. Plain Java; must not depend on Quarkus,
 * HTTP, Ray or another function.
 */
@NullMarked
package dev.muster.train;

import org.jspecify.annotations.NullMarked;
