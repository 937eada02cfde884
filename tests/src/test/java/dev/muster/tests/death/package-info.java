/** Everything that can die dies, one after the other, on a real Ray cluster; nothing is lost, and nothing differs. */
package dev.muster.tests.death;
