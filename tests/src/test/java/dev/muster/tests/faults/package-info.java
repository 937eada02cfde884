/** The whole pipeline while its broker does what brokers do on a bad day. */
@NullMarked
package dev.muster.tests.faults;

import org.jspecify.annotations.NullMarked;
