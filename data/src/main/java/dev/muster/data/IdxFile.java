package dev.muster.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file in the IDX form of MNIST, plain or gzipped: two zero bytes, the type of the values (here 8, unsigned bytes),
 * the number of dimensions, each dimension as a big-endian int, then the values.
 */
final class IdxFile implements AutoCloseable {
    private static final int UNSIGNED_BYTES = 0x0800;
    private static final int LARGEST_SIDE = 1024;

    private final Path path;
    private final ContentStream content;
    private final DataInputStream in;
    private List<Integer> dimensions = List.of();

    private IdxFile(Path path, Meter meter) throws IOException {
        this.path = path;
        this.content = ContentStream.open(path, meter);
        this.in = new DataInputStream(content);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param dimensions that it is to have
     * @throws BrokenFileException when it has another form
     */
    static IdxFile open(Path path, int dimensions, Meter meter) throws IOException {
        try {
            IdxFile file = new IdxFile(path, meter);
            try {
                file.readHeader(dimensions);
                return file;
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (EOFException e) {
            throw new BrokenFileException(path, "the file ends within its header", "download it again", e);
        }
    }

    private void readHeader(int count) throws IOException {
        int magic = in.readInt();
        int expected = UNSIGNED_BYTES | count;
        if (magic != expected) {
            throw new BrokenFileException(
                    path,
                    String.format(
                            "the file begins with 0x%08X, and an IDX file of this kind with 0x%08X", magic, expected),
                    "check that images and labels are not mixed up and that the file is not packed twice",
                    null);
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int size = in.readInt();
            if (size < 1 || (i > 0 && size > LARGEST_SIDE)) {
                throw new BrokenFileException(
                        path, "its header says that a dimension is " + size, "download it again", null);
            }
            sizes.add(size);
        }
        dimensions = List.copyOf(sizes);
    }

    /** How many items it says it has. */
    int items() {
        return dimensions.get(0);
    }

    /** The dimensions of one item; none where an item is a single byte. */
    List<Integer> shape() {
        return dimensions.subList(1, dimensions.size());
    }

    /**
     * Reads the next item.
     *
     * @param index of it, from 0
     * @throws BrokenFileException when the file ends before
     */
    void read(byte[] item, int index) throws IOException {
        try {
            in.readFully(item);
        } catch (EOFException e) {
            throw new BrokenFileException(
                    path,
                    "the file ends after " + index + " of the " + items() + " items that its header names",
                    "it was cut short: download it again",
                    e);
        }
    }

    /**
     * Makes sure that nothing follows, and answers the digest of the content.
     *
     * @throws BrokenFileException when something does
     */
    String finish() throws IOException {
        if (in.read() >= 0) {
            throw new BrokenFileException(
                    path,
                    "the file goes on after the " + items() + " items that its header names",
                    "download it again",
                    null);
        }
        return content.finish();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
