package dev.muster.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A part whose shards follow each other in one file.
 *
 * @param path of the file
 * @param rows in it
 * @param rowBytes size of a row
 */
record ShardFile(Path path, long rows, int rowBytes) implements Part {
    /** Bytes of a shard at most: what travels well between processes. */
    static final int LARGEST = 4 << 20;

    static Path path(Path folder, PartKind part) {
        return folder.resolve(part.name().toLowerCase(Locale.ROOT) + ".f32");
    }

    static int rowBytes(int features) {
        return (features + 1) * Float.BYTES;
    }

    /** What the size of the file is to be. */
    long bytes() {
        return rows * rowBytes;
    }

    private int shardRows() {
        return LARGEST / rowBytes;
    }

    @Override
    public int shards() {
        return Math.toIntExact((rows + shardRows() - 1) / shardRows());
    }

    @Override
    public byte[] shard(int index) {
        long start = (long) index * shardRows() * rowBytes;
        if (index < 0 || start >= bytes()) {
            throw new IndexOutOfBoundsException("there is no shard " + index + " of " + shards());
        }
        byte[] shard = new byte[(int) Math.min((long) shardRows() * rowBytes, bytes() - start)];
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            read(file, start, ByteBuffer.wrap(shard));
            return shard;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read shard " + index + " of " + path, e);
        }
    }

    private void read(FileChannel file, long start, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (file.read(target, start + target.position()) < 0) {
                throw new EOFException(path + " is shorter than " + bytes() + " bytes");
            }
        }
    }
}
