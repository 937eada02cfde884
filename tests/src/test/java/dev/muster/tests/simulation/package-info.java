/**
 * The core in a simulated world: the real functions on a model of the database, with a broker, clusters, people and
 * clocks that do their worst, all from one seed. The model must not drift from PostgreSQL: {@code ModelIT} holds it
 * there.
 */
@NullMarked
package dev.muster.tests.simulation;

import org.jspecify.annotations.NullMarked;
