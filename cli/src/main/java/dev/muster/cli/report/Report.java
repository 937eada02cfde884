package dev.muster.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The report as one HTML document: style and script inside, nothing fetched from anywhere. */
public final class Report {
    // The policy makes the browser hold the promise: nothing is loaded, whatever a name in the data says.
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
            <meta name="color-scheme" content="light dark">
            <title>{} – {}</title>
            <link rel="icon" href="data:,">
            <style>
            {}</style>
            </head>
            <body>
            {}
            <main>
            {}
            </main>
            <footer>Written by muster {} on {}.</footer>
            <script>
            {}</script>
            </body>
            </html>
            """;

    private Report() {}

    /** Draws a report. */
    public static String html(ReportData data) {
        return Markup.of(
                        PAGE,
                        data.verdict().name(),
                        data.verdict().state().name().toLowerCase(java.util.Locale.ROOT),
                        resource("report.css"),
                        Masthead.draw(data),
                        List.of(
                                GatesSection.draw(data),
                                CoverageSection.draw(data),
                                JobsSection.draw(data),
                                CurvesSection.draw(data),
                                ConfusionSection.draw(data),
                                DataSection.draw(data),
                                ProvenanceSection.draw(data)),
                        Objects.requireNonNullElse(Report.class.getPackage().getImplementationVersion(), ""),
                        Words.time(data.written()),
                        resource("report.js"))
                .toString();
    }

    private static Markup resource(String name) {
        try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream(name), name)) {
            return Markup.trusted(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
