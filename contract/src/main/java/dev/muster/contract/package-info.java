/**
 * The words that every module shares: events, domain records, their JSON, and the ports between modules. Must not
 * depend on any other module nor on a framework.
 */
@NullMarked
package dev.muster.contract;

import org.jspecify.annotations.NullMarked;
