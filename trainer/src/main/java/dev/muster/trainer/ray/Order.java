package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import dev.muster.contract.Attempt;
import java.util.List;
import java.util.Set;

/**
 * What a trainer actor is asked to do, as it crosses to it.
 *
 * @param data key of the dataset that all assignments are on
 * @param assignments in this order; some may be begun, or trained and not stored yet
 * @param stopping those of them that are to write a checkpoint and end
 * @param millis to train at most in this call; what is not finished by then goes on with the next call
 */
record Order(String data, List<Assignment> assignments, Set<Attempt> stopping, long millis) {
    Order {
        assignments = List.copyOf(assignments);
        stopping = Set.copyOf(stopping);
    }
}
