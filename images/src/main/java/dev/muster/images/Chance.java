package dev.muster.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is left to chance in an archive with linked classes: it has soft references in it, and each of them notes by the
 * machine's clock when it was last asked ({@code SoftReference.timestamp}, milliseconds). Nothing needs that, since the
 * clock of the machine that reads the archive is another one.
 */
final class Chance {
    /** The header has checksums, which nobody looks at unless the JVM is told to ({@code -XX:+VerifySharedSpaces}). */
    private static final int HEADER = 4_096;

    private static final long LONGEST = Duration.ofHours(1).toMillis();

    private Chance() {}

    /**
     * Takes it out of an archive: of two that were dumped one after the other, all words that differ become 0.
     *
     * @throws ImageException when a word differs as two times of one clock do not
     */
    static void takeOut(Path archive, Path later) throws IOException {
        ByteBuffer one = ByteBuffer.wrap(Files.readAllBytes(archive)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer other = ByteBuffer.wrap(Files.readAllBytes(later)).order(ByteOrder.LITTLE_ENDIAN);
        if (one.capacity() != other.capacity()) {
            throw ImageException.byChance(archive, "size");
        }
        for (int at = one.mismatch(other); at >= 0; at = one.mismatch(other)) {
            int place = one.position() + at;
            // A checksum is half a word; what lies beside it may be what the file is known by.
            int size = place < HEADER ? Integer.BYTES : Long.BYTES;
            int word = place & -size;
            if (place >= HEADER) {
                long passed = other.getLong(word) - one.getLong(word);
                if (passed <= 0 || passed > LONGEST) {
                    throw ImageException.byChance(archive, "word at " + word);
                }
            }
            one.put(word, new byte[size]).position(word + size);
            other.position(word + size);
        }
        Files.write(archive, one.array());
    }
}
