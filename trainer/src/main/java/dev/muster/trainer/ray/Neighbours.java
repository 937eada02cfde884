package dev.muster.trainer.ray;

import dev.muster.contract.Resources;
import java.util.List;
import java.util.Map;

/** The trainers, which share the cluster with programs. Thread-safe. */
public interface Neighbours {
    /** Resources of each living node by Ray's names; the head's has {@link Claim#HEAD}. */
    List<Map<String, Double>> nodes();

    /**
     * What the next trainer of each kind asks for that has work, and none in hand: its turn comes before a program's.
     */
    List<Resources> hungry();

    /** Takes down what the programs need that Ray was given, in place of what was said before; trainers make way. */
    void claim(List<Claim> claims);
}
