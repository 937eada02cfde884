/**
 * The broker of a single process: the semantics of Knative Eventing, wired by the very YAML that a cluster is given.
 * Must not depend on the functions, the ledger nor Ray.
 */
@NullMarked
package dev.muster.embedded.broker;

import org.jspecify.annotations.NullMarked;
