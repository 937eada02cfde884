/** Figures as ratios to a named rival, both measured in turns in one run. Must not be depended on by anything. */
@NullMarked
package dev.muster.benchmarks;

import org.jspecify.annotations.NullMarked;
