package dev.muster.trainer.djl;

import dev.muster.data.Preprocessing;
import dev.muster.trainer.Parameters;

/** Builds the network of an algorithm. */
@FunctionalInterface
interface Architecture {
    /**
     * Builds a network for rows and outputs of some kind; what it cannot work with, it notes with the parameters, which
     * the caller checks.
     */
    Network build(Parameters parameters, Preprocessing data);

    /** How many numbers a network puts out for a row. */
    static int outputs(Preprocessing data) {
        return data.target() == null ? data.classes().size() : 1;
    }
}
