package dev.muster.data;

import java.io.IOException;

/** Is shown images, one by one. */
@FunctionalInterface
interface ImageVisitor {
    /**
     * Takes an image.
     *
     * @param part that it belongs to
     * @param pixels channel by channel, row by row; only valid during the call
     * @param label the name of its class
     */
    void image(PartKind part, byte[] pixels, String label) throws IOException;
}
