/** Joins under any order of arrival. */
package dev.muster.tests.joins;
