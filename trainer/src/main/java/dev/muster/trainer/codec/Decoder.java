package dev.muster.trainer.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what an {@link Encoder} wrote; every method throws {@link DamagedException} where the bytes end too early. */
public final class Decoder {
    private final String what;
    private final ByteBuffer buffer;

    /**
     * Reads from the beginning.
     *
     * @param what it is, for messages
     */
    public Decoder(String what, byte[] bytes) {
        this.what = what;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The next number. */
    public int getInt() {
        return need(Integer.BYTES).getInt();
    }

    /** The next number. */
    public long getLong() {
        return need(Long.BYTES).getLong();
    }

    /** The next number, bit for bit. */
    public float getFloat() {
        return Float.intBitsToFloat(getInt());
    }

    /** The next bytes. */
    public byte[] getBytes() {
        int length = getInt();
        need(length);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /** Checks that nothing is left. */
    public void end() {
        if (buffer.hasRemaining()) {
            throw new DamagedException(what, buffer.remaining() + " bytes are left over");
        }
    }

    private ByteBuffer need(int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new DamagedException(what, "it ends too early");
        }
        return buffer;
    }
}
