package dev.muster.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.muster.contract.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A CSV file (RFC 4180) in UTF-8, with or without a byte order mark, its lines ended by LF, CRLF or CR. */
final class CsvFile {
    /** A longer field is a quote that nobody closed. */
    private static final int LONGEST_FIELD = 1 << 20;

    private final Path path;

    CsvFile(Path path) {
        this.path = path;
    }

    /**
     * Shows the whole file to a visitor.
     *
     * @return the digest of the content
     */
    String read(TableVisitor visitor, Problems problems, Meter meter) throws IOException {
        try (ContentStream content = ContentStream.open(path, meter)) {
            Utf8Reader reader = new Utf8Reader(content);
            CsvRows rows = new CsvRows(visitor);
            try (CsvReader<Boolean> csv = CsvReader.builder()
                    .maxBufferSize(LONGEST_FIELD)
                    .ignoreDifferentFieldCount(true)
                    .acceptCharsAfterQuotes(false)
                    .build(rows, reader)) {
                csv.forEach(rows::end);
                checkEnd(rows, reader, problems);
            } catch (CsvParseException e) {
                problems.add(Fault.QUOTING, broken(e, rows.line()));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            if (reader.malformedCount() > 0) {
                EncodingFaults.note(path, reader.malformed(), reader.malformedCount(), problems);
            }
            return content.finish();
        }
    }

    /** The parser takes the end of the file for the closing quote. */
    private void checkEnd(CsvRows rows, Utf8Reader reader, Problems problems) {
        if (rows.endedQuoted() && reader.last() != '"') {
            problems.add(
                    Fault.QUOTING,
                    Problem.at(
                                    path.toString(),
                                    "a quote is opened in this row and never closed",
                                    "close it, or double it")
                            .on(rows.line(), 0));
        }
    }

    private Problem broken(CsvParseException e, int line) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (!(cause instanceof CsvParseException)) {
            throw e;
        }
        String reason = String.valueOf(cause.getMessage()).contains("buffer")
                ? "a field of this row is longer than a million characters: a quote is not closed"
                : "a quoted field of this row goes on after its closing quote";
        return Problem.at(
                        path.toString(),
                        reason + "; the rest of the file was not read",
                        "enclose the field in quotes and double the quotes inside it (RFC 4180)")
                .on(line, 0);
    }
}
