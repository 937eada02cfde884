package dev.muster.data;

import dev.muster.contract.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Images and their labels in files of some form. */
interface ImageSource {
    /** Channels, height and width of each image. */
    List<Integer> shape();

    /** All files. */
    List<Path> files();

    /**
     * Shows all images to a visitor, and notes problems.
     *
     * @return the digest of the content
     */
    String read(Split split, ImageVisitor visitor, Problems problems, Meter meter) throws IOException;
}
