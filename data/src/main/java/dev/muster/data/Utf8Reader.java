package dev.muster.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads UTF-8 without its byte order mark, and remembers where the first bytes are that are none; each of these reads
 * as U+FFFD. The JDK's own reader either hides where such bytes are or ends at the first.
 */
final class Utf8Reader extends Reader {
    private static final int BUFFER = 1 << 16;
    private static final char MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private final List<Long> malformed = new ArrayList<>();
    private long malformedCount;
    private long offset;
    private boolean started;
    private boolean ended;
    private char last;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] buffer, int start, int length) throws IOException {
        CharBuffer chars = CharBuffer.wrap(buffer, start, length);
        while (chars.position() == start && !(ended && !bytes.hasRemaining())) {
            decode(chars);
            if (!started && chars.position() > start) {
                started = true;
                dropMark(chars, start);
            }
        }
        int count = chars.position() - start;
        remember(buffer, start, count);
        return count > 0 || length == 0 ? count : -1;
    }

    private void remember(char[] buffer, int start, int count) {
        for (int i = start + count - 1; i >= start; i--) {
            if (buffer[i] != '\n' && buffer[i] != '\r') {
                last = buffer[i];
                return;
            }
        }
    }

    private void decode(CharBuffer chars) throws IOException {
        int before = bytes.position();
        CoderResult result = decoder.decode(bytes, chars, ended);
        offset += bytes.position() - before;
        if (result.isError() && chars.hasRemaining()) {
            if (malformedCount++ < Problems.SHOWN) {
                malformed.add(offset);
            }
            bytes.position(bytes.position() + result.length());
            offset += result.length();
            chars.put('\uFFFD');
        } else if (result.isUnderflow() && !ended) {
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    private static void dropMark(CharBuffer chars, int start) {
        if (chars.get(start) == MARK) {
            int count = chars.position() - start - 1;
            System.arraycopy(chars.array(), start + 1, chars.array(), start, count);
            chars.position(start + count);
        }
    }

    /** The last character that ends no line. */
    char last() {
        return last;
    }

    /** Where the first malformed bytes are, counted from 0 in the file. */
    List<Long> malformed() {
        return List.copyOf(malformed);
    }

    /** How many malformed bytes or runs of them there are. */
    long malformedCount() {
        return malformedCount;
    }

    /** Leaves the stream open: it belongs to the caller, who wants its digest. */
    @Override
    public void close() {}
}
