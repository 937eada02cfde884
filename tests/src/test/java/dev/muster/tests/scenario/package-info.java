/** The same scenario on different wirings: everything in one process, and the three functions each in its own. */
package dev.muster.tests.scenario;
