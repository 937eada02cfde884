package dev.muster.trainer.ray;

import dev.muster.contract.Assignment;
import java.util.List;

/**
 * What a trainer actor is asked to do, as it crosses to it.
 *
 * @param assignments in this order; the first may have been begun
 * @param millis to train at most in this call; an attempt not finished by then goes on with the next call
 * @param stop whether the first is to write a checkpoint and end
 */
record Order(List<Assignment> assignments, long millis, boolean stop) {
    Order {
        assignments = List.copyOf(assignments);
    }
}
