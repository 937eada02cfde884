package dev.muster.trainer.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A header in JSON and a binary payload in one piece of bytes, little-endian: 8 bytes of magic, the version (int32),
 * the header with its length (int32) before it, the payload with its length (int32) before it, and the CRC-32C of all
 * of that (int32). A torn or altered piece is recognised.
 */
public final class Frame {
    private static final int FIXED = Long.BYTES + 4 * Integer.BYTES;

    private final byte[] header;
    private final ByteBuffer payload;

    /** A frame of these parts, which are not copied. */
    public Frame(byte[] header, byte[] payload) {
        this(header, ByteBuffer.wrap(payload));
    }

    private Frame(byte[] header, ByteBuffer payload) {
        this.header = header;
        this.payload = payload;
    }

    /** The header, not copied. */
    public byte[] header() {
        return header;
    }

    /** A copy of the payload. */
    public byte[] payload() {
        return slice(0, payload.capacity());
    }

    /** A copy of a part of the payload. */
    public byte[] slice(int from, int to) {
        byte[] part = new byte[to - from];
        payload.get(from, part);
        return part;
    }

    /** The whole. */
    public byte[] bytes(Kind kind) {
        int size = Math.addExact(Math.addExact(header.length, payload.capacity()), FIXED);
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(kind.magic()).putInt(kind.version);
        buffer.putInt(header.length).put(header);
        buffer.putInt(payload.capacity()).put(payload.duplicate());
        buffer.putInt(checksum(buffer.array(), buffer.position()));
        return buffer.array();
    }

    /**
     * Reads a whole back; the payload is not copied.
     *
     * @throws DamagedException when it is not one of that kind, or not as it was written
     */
    public static Frame read(Kind kind, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            byte[] magic = new byte[Long.BYTES];
            buffer.get(magic);
            int version = buffer.getInt();
            if (!new String(magic, StandardCharsets.ISO_8859_1).equals(kind.magic)) {
                throw new DamagedException(kind.what, "it does not begin as one");
            }
            if (version != kind.version) {
                throw new DamagedException(kind.what, "version " + version + " is not the known " + kind.version);
            }
            ByteBuffer header = take(buffer, kind);
            ByteBuffer payload = take(buffer, kind);
            if (buffer.getInt() != checksum(bytes, bytes.length - Integer.BYTES) || buffer.hasRemaining()) {
                throw new DamagedException(kind.what, "its checksum does not fit");
            }
            byte[] json = new byte[header.capacity()];
            header.get(json);
            return new Frame(json, payload);
        } catch (BufferUnderflowException e) {
            throw new DamagedException(kind.what, "it ends too early, after " + bytes.length + " bytes");
        }
    }

    private static ByteBuffer take(ByteBuffer buffer, Kind kind) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new DamagedException(kind.what, "a part of " + length + " bytes does not fit in it");
        }
        ByteBuffer part = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return part;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** What a frame holds. */
    public enum Kind {
        MODEL("model", "MUSTERMD", 1),
        CHECKPOINT("checkpoint", "MUSTERCK", 1),
        DATASET("packed dataset", "MUSTERDS", 1);

        private final String what;
        private final String magic;
        private final int version;

        Kind(String what, String magic, int version) {
            this.what = what;
            this.magic = magic;
            this.version = version;
        }

        private byte[] magic() {
            return magic.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
