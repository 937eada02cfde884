/**
 * Datasets: formats read as streams, checked, profiled, digested and prepared in shards for training. Must not depend
 * on an algorithm, on Ray nor on the ledger.
 */
@NullMarked
package dev.muster.data;

import org.jspecify.annotations.NullMarked;
