/**
 * Ray clusters on this machine: installs Ray, starts and watches the nodes and the gateway of each cluster, and ends
 * exactly them. Must not know what runs on a cluster, nor the embedded system.
 */
@NullMarked
package dev.muster.cli.cluster;

import org.jspecify.annotations.NullMarked;
