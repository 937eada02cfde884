/** The command itself, as a process that is interrupted, killed and started twice. */
package dev.muster.tests.kill;
