package dev.muster.trainer.ray;

import dev.muster.contract.Resources;
import java.util.List;

/**
 * A pool at one moment.
 *
 * @param resources that each of its trainers holds
 * @param waiting attempts that nobody has in hand
 * @param workers its trainers
 */
record Staffing(Resources resources, int waiting, List<Worker> workers) {
    Staffing {
        workers = List.copyOf(workers);
    }

    /** Whether attempts wait and none is in hand: the next turn is theirs. */
    boolean hungry() {
        return waiting > 0 && workers.stream().noneMatch(Worker::busy);
    }

    /**
     * A trainer.
     *
     * @param node address of the node that it is on; empty while that is not known
     * @param busy whether it has something in hand
     * @param leaving whether it takes no more, and holds its resources for a moment only
     */
    record Worker(String node, boolean busy, boolean leaving) {
        /** One that is yet to come. */
        static final Worker NEW = new Worker("", false, false);
    }
}
