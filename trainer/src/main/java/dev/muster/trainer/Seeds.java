package dev.muster.trainer;

import dev.muster.contract.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Derives the random numbers of a job from its seed, so that no one draw depends on how many were made before. */
public final class Seeds {
    private Seeds() {}

    /**
     * A generator of its own for one purpose.
     *
     * @param seed of the job
     * @param purpose such as {@code shuffle}
     * @param number of the epoch, or of whatever repeats
     */
    public static SplittableRandom of(long seed, String purpose, long number) {
        byte[] key = (purpose + ":" + seed + ":" + number).getBytes(StandardCharsets.UTF_8);
        return new SplittableRandom(ByteBuffer.wrap(Digest.sha256().digest(key)).getLong());
    }

    /** The numbers from 0 to below a bound in random order (Fisher and Yates). */
    public static int[] permutation(int bound, SplittableRandom random) {
        int[] order = new int[bound];
        for (int index = 0; index < bound; index++) {
            int other = below(index + 1, random);
            order[index] = order[other];
            order[other] = index;
        }
        return order;
    }

    /**
     * Uniform up to a bias of at most bound / 2^32; spelled out, since {@code nextInt(bound)} may change with the JDK.
     */
    private static int below(int bound, SplittableRandom random) {
        return (int) (((random.nextLong() >>> 32) * bound) >>> 32);
    }
}
