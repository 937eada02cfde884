package dev.muster.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small files in the forms of MNIST and CIFAR-10. */
final class ImageFiles {
    private ImageFiles() {}

    /** Images of 2×3 pixels whose values go on by one, as an IDX file. */
    static byte[] idxImages(int count) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * 6)
                .putInt(0x0803)
                .putInt(count)
                .putInt(2)
                .putInt(3);
        for (int i = 0; i < count * 6; i++) {
            file.put((byte) i);
        }
        return file.array();
    }

    /** Labels 0, 1, 2, 0, 1, …, as an IDX file. */
    static byte[] idxLabels(int count) {
        ByteBuffer file = ByteBuffer.allocate(8 + count).putInt(0x0801).putInt(count);
        for (int i = 0; i < count; i++) {
            file.put((byte) (i % 3));
        }
        return file.array();
    }

    /** Records with the labels 0 to 9 in turn, whose pixels are all the record's number. */
    static byte[] cifar(int from, int count) {
        ByteBuffer file = ByteBuffer.allocate(count * 3073);
        for (int i = from; i < from + count; i++) {
            file.put((byte) (i % 10));
            for (int pixel = 0; pixel < 3072; pixel++) {
                file.put((byte) i);
            }
        }
        return file.array();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /** A folder with plain MNIST files to train. */
    static Path mnist(Path folder, int images, int labels) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte"), idxImages(images));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idxLabels(labels));
        return folder;
    }
}
