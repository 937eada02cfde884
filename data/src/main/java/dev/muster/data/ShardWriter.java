package dev.muster.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/** Writes encoded rows to one file a part, and forces these to disk at the end. */
final class ShardWriter implements AutoCloseable {
    /** A row of so many fits a shard. */
    static final int MOST_FEATURES = ShardFile.LARGEST / Float.BYTES - 1;

    private static final int BUFFER = 1 << 20;

    private final Map<PartKind, Output> outputs = new EnumMap<>(PartKind.class);

    ShardWriter(Path folder, int features) throws IOException {
        for (PartKind part : PartKind.values()) {
            outputs.put(part, new Output(ShardFile.path(folder, part), ShardFile.rowBytes(features)));
        }
    }

    /** Writes a row to its part. */
    void write(PartKind part, float[] features, float target) throws IOException {
        output(part).write(features, target);
    }

    /** How many rows a part has. */
    long rows(PartKind part) {
        return output(part).rows;
    }

    private Output output(PartKind part) {
        Output output = outputs.get(part);
        if (output == null) {
            throw new IllegalStateException("every part has an output: " + part);
        }
        return output;
    }

    /** Writes what is buffered and forces it to disk. */
    void finish() throws IOException {
        for (Output output : outputs.values()) {
            output.flush();
            output.file.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        for (Output output : outputs.values()) {
            output.file.close();
        }
    }

    private static final class Output {
        private final FileChannel file;
        private final ByteBuffer buffer;
        private long rows;

        Output(Path path, int rowBytes) throws IOException {
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            buffer = ByteBuffer.allocateDirect(Math.max(BUFFER, rowBytes)).order(ByteOrder.LITTLE_ENDIAN);
        }

        void write(float[] features, float target) throws IOException {
            int bytes = features.length * Float.BYTES;
            if (buffer.remaining() < bytes + Float.BYTES) {
                flush();
            }
            buffer.asFloatBuffer().put(features);
            buffer.position(buffer.position() + bytes);
            buffer.putFloat(target);
            rows++;
        }

        void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            buffer.clear();
        }
    }
}
