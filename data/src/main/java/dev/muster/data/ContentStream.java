package dev.muster.data;

import dev.muster.contract.Digest;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file being read: unpacked where its name ends in {@code .gz}, digested and metered on the way. */
final class ContentStream extends FilterInputStream {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Meter meter;
    private final MessageDigest digest = Digest.sha256();

    private ContentStream(InputStream content, Path file, Meter meter) {
        super(content);
        this.file = file;
        this.meter = meter;
    }

    /**
     * Opens a file.
     *
     * @throws BrokenFileException when it is to be unpacked, and is not packed; later reads may say so too
     */
    static ContentStream open(Path file, Meter meter) throws IOException {
        InputStream metered = new Metered(Files.newInputStream(file), meter);
        try {
            boolean packed = file.toString().endsWith(".gz");
            return new ContentStream(
                    packed ? new GZIPInputStream(metered, BUFFER) : new BufferedInputStream(metered, BUFFER),
                    file,
                    meter);
        } catch (ZipException | EOFException e) {
            metered.close();
            throw damaged(file, e);
        } catch (IOException e) {
            metered.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                digest.update(buffer, offset, count);
            }
            return count;
        } catch (ZipException | EOFException e) {
            throw damaged(file, e);
        }
    }

    private static BrokenFileException damaged(Path file, IOException cause) {
        return new BrokenFileException(
                file, "the file is named .gz and is no gzip file, or was damaged", "download or pack it again", cause);
    }

    /** Reads what is left and answers the digest of all content. */
    String finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        meter.tell();
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
