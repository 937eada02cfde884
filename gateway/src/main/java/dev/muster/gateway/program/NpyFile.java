package dev.muster.gateway.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes one array in NumPy's format 1.0 (numpy.lib.format), little-endian, in rows. Used by one thread. */
final class NpyFile implements AutoCloseable {
    private static final byte[] MAGIC = "\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ALIGNMENT = 64;
    private static final int ROOM = 1 << 16;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Begins a file.
     *
     * @param type as NumPy writes it, such as {@code <f4}
     * @param shape as Python writes it, such as {@code (3, 2)}
     */
    NpyFile(Path path, String type, String shape) {
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int fixed = MAGIC.length + Short.BYTES;
        int padding = ALIGNMENT - (fixed + header.length() + 1) % ALIGNMENT;
        byte[] padded = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        buffer.put(MAGIC).putShort((short) padded.length).put(padded);
    }

    void put(float value) {
        require(Float.BYTES);
        buffer.putFloat(value);
    }

    void put(long value) {
        require(Long.BYTES);
        buffer.putLong(value);
    }

    private void require(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        flush();
        try {
            file.force(true);
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
