/** The shell around a function, tried on a stub. */
package dev.muster.edge.quarkus;
