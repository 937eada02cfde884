package dev.muster.data;

import dev.muster.contract.Digest;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;

/** A file being read: unpacked where its name ends in {@code .gz}, digested and metered on the way. */
final class ContentStream extends FilterInputStream {
    private static final int BUFFER = 1 << 16;

    private final MessageDigest digest = Digest.sha256();

    private ContentStream(InputStream content) {
        super(content);
    }

    static ContentStream open(Path file, Meter meter) throws IOException {
        InputStream metered = new Metered(Files.newInputStream(file), meter);
        try {
            boolean packed = file.toString().endsWith(".gz");
            return new ContentStream(
                    packed ? new GZIPInputStream(metered, BUFFER) : new BufferedInputStream(metered, BUFFER));
        } catch (IOException e) {
            metered.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            digest.update((byte) value);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
        }
        return count;
    }

    /** Reads what is left and answers the digest of all content. */
    String finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return Digest.format(digest.digest());
    }

    /** Counts the bytes on disk, packed or not. */
    private static final class Metered extends FilterInputStream {
        private final Meter meter;

        Metered(InputStream file, Meter meter) {
            super(file);
            this.meter = meter;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                meter.add(count);
            }
            return count;
        }
    }
}
