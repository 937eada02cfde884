/**
 * The batch file: what people write to have models trained, checked against the catalogue and expanded into jobs. Must
 * not look at data or at the file system.
 */
@NullMarked
package dev.muster.contract.batchfile;

import org.jspecify.annotations.NullMarked;
