package dev.muster.trainer.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes numbers and arrays one after another, little-endian; {@link Decoder} reads them in the same order. */
public final class Encoder {
    private ByteBuffer buffer = allocate(256);

    /** Appends a number. */
    public Encoder putInt(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    /** Appends a number. */
    public Encoder putLong(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** Appends a number, bit for bit. */
    public Encoder putFloat(float value) {
        return putInt(Float.floatToRawIntBits(value));
    }

    /** Appends bytes and how many they are. */
    public Encoder putBytes(byte[] bytes) {
        putInt(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    /** Everything appended. */
    public byte[] bytes() {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    private ByteBuffer room(int needed) {
        if (buffer.remaining() < needed) {
            int size = Math.max(Math.addExact(buffer.position(), needed), buffer.capacity() / 2 * 3);
            buffer = allocate(size).put(buffer.flip());
        }
        return buffer;
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
