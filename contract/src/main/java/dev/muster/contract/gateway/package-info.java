/** What crosses between <em>train</em> and a cluster's gateway, as JSON over HTTPS. Must not depend on a framework. */
@NullMarked
package dev.muster.contract.gateway;

import org.jspecify.annotations.NullMarked;
