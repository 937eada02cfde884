package dev.muster.trainer.ray;

import dev.muster.contract.Resources;

/**
 * What a program beside the trainers asks Ray for, from before it begins until it has ended.
 *
 * @param resources of it
 * @param onHead whether all of them are on the head; otherwise its tasks take them wherever they are
 */
public record Claim(Resources resources, boolean onHead) {
    /** Ray's name of the resource that only a head has. */
    public static final String HEAD = "node:__internal_head__";
}
