/** The examples do what their papers say. */
package dev.muster.tests.examples;
