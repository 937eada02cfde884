/** Papers that are made from schemas stay true to them. */
package dev.muster.tests.papers;
