package dev.muster.trainer.djl;

import java.util.List;
import java.util.SplittableRandom;

/**
 * One array of a network.
 *
 * @param name unique in its network, such as {@code conv1.weight}
 * @param shape of the array
 * @param start how its numbers are drawn at first
 */
record Parameter(String name, List<Long> shape, Start start) {
    Parameter {
        shape = List.copyOf(shape);
    }

    int size() {
        return Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact));
    }

    long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Numbers drawn evenly between two bounds.
     *
     * @param low bound
     * @param high bound; the same as the other for a constant
     */
    record Start(float low, float high) {
        static final Start ZERO = new Start(0, 0);
        static final Start ONE = new Start(1, 1);

        /** For weights before a rectifier: keeps the variance through the layers (He et al., ICCV 2015). */
        static Start beforeRectifier(long inputs) {
            return within(Math.sqrt(6.0 / inputs));
        }

        /** For weights before anything else: keeps the outputs small. */
        static Start beforeOutput(long inputs) {
            return within(1 / Math.sqrt((double) inputs));
        }

        private static Start within(double bound) {
            return new Start((float) -bound, (float) bound);
        }

        float draw(SplittableRandom random) {
            return low == high ? low : (float) (low + (high - low) * random.nextDouble());
        }
    }
}
