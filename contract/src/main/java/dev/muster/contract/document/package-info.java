/**
 * Files that people write, YAML or JSON, read so that every mistake is found at once and named by its line: a tree that
 * remembers places, and a check of it against a JSON Schema. Must not know what the files are about.
 */
@NullMarked
package dev.muster.contract.document;

import org.jspecify.annotations.NullMarked;
