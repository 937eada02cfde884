/** The ways in of muster serve, over real HTTP. */
package dev.muster.tests.serve;
