/**
 * Fetches files that a user names by address, and nothing that the user did not allow. Must not know what is in them.
 */
@NullMarked
package dev.muster.cli.fetch;

import org.jspecify.annotations.NullMarked;
