/**
 * CloudEvents over HTTP as the specification has them: decoding with every check, encoding, and the client that posts
 * events to a broker. Plain Java; must not depend on Quarkus nor on the ledger.
 */
@NullMarked
package dev.muster.edge;

import org.jspecify.annotations.NullMarked;
