package dev.muster.cli.conform;

/** Takes what a rule has to complain of. */
@FunctionalInterface
interface Complaints {
    void add(Manifest object, Field field, String message, String fix);
}
