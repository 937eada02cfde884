package dev.muster.data;

import dev.muster.contract.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells where bytes are that are not UTF-8: reads the file again, since nobody counts lines for files that are well.
 */
final class EncodingFaults {
    private static final int UTF_16_LITTLE = 0xFFFE;
    private static final int UTF_16_BIG = 0xFEFF;

    private EncodingFaults() {}

    /**
     * Notes the bytes at some offsets of a file.
     *
     * @param offsets ascending
     * @param count of all faults, those without an offset included
     */
    static void note(Path file, List<Long> offsets, long count, Problems problems) throws IOException {
        try (InputStream in = new BufferedInputStream(ContentStream.open(file, Meter.NONE))) {
            in.mark(2);
            int start = in.read() << 8 | in.read();
            if (start == UTF_16_LITTLE || start == UTF_16_BIG) {
                problems.add(Fault.ENCODING, file + " is UTF-16, not UTF-8", fix(file, "UTF-16"));
                return;
            }
            in.reset();
            walk(file, in, offsets, problems);
        }
        problems.addMore(Fault.ENCODING, count - offsets.size());
    }

    private static void walk(Path file, InputStream in, List<Long> offsets, Problems problems) throws IOException {
        int line = 1;
        int column = 1;
        int found = 0;
        int previous = 0;
        for (long offset = 0; found < offsets.size(); offset++) {
            int value = in.read();
            if (previous == '\n' || (previous == '\r' && value != '\n')) {
                line++;
                column = 1;
            }
            if (offset == offsets.get(found)) {
                String message = String.format("byte 0x%02X (byte %d of the line) is not UTF-8", value, column);
                problems.add(
                        Fault.ENCODING,
                        Problem.at(file.toString(), message, fix(file, "ISO-8859-1"))
                                .on(line, column));
                found++;
            }
            previous = value;
            column++;
        }
    }

    private static String fix(Path file, String encoding) {
        return "convert it, for example: iconv -f " + encoding + " -t UTF-8 " + file.getFileName() + " > utf8.csv";
    }
}
