/**
 * Deployment manifests, held against schemas and against what webhooks, operators and people refuse; without a cluster
 * and without a network. It must not depend on the commands.
 */
@NullMarked
package dev.muster.cli.conform;

import org.jspecify.annotations.NullMarked;
