package dev.muster.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8ReaderTest {
    /** Whatever the sizes of reads are, and wherever they cut a character. */
    @Test
    void readsWhatTheJdkReads() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(3000), 0, 5)
                    .forEach(kind -> text.append(new String[] {"a", "\u00E9", "\u20AC", "\uD83D\uDE00", "\n"}[kind]));
            byte[] bytes = text.toString().getBytes(UTF_8);

            Utf8Reader reader = new Utf8Reader(trickle(bytes, random));

            assertThat(drain(reader, 2 + random.nextInt(50))).isEqualTo(text.toString());
            assertThat(reader.malformedCount()).isZero();
        }
    }

    @Test
    void remembersWhereBytesAreMalformed() throws IOException {
        byte[] bytes = {'a', (byte) 0xE9, 'b', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, 'c', (byte) 0xC3};
        for (int size = 1; size < 9; size++) {
            Utf8Reader reader = new Utf8Reader(trickle(bytes, new Random(size)));

            assertThat(drain(reader, size)).isEqualTo("a\uFFFDb\u00E9\uFFFDc\uFFFD");
            assertThat(reader.malformed()).containsExactly(1L, 5L, 7L);
        }
    }

    @Test
    void dropsAMarkAtTheStartOnly() throws IOException {
        assertThat(drain(new Utf8Reader(new ByteArrayInputStream("\uFEFFa\uFEFFb".getBytes(UTF_8))), 16))
                .isEqualTo("a\uFEFFb");
        assertThat(drain(new Utf8Reader(new ByteArrayInputStream("\uFEFF".getBytes(UTF_8))), 16))
                .isEmpty();
        assertThat(drain(new Utf8Reader(new ByteArrayInputStream(new byte[0])), 16))
                .isEmpty();
    }

    private static String drain(Utf8Reader reader, int size) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[size + 3];
        for (int count = reader.read(buffer, 2, size); count >= 0; count = reader.read(buffer, 2, size)) {
            text.append(buffer, 2, count);
        }
        return text.toString();
    }

    private static InputStream trickle(byte[] bytes, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(7)));
            }
        };
    }
}
