package dev.muster.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String HOSTILE = "<script>alert('x')</script>\"&";

    @Test
    void showsEachPart() {
        String html = Report.html(SampleReport.data());

        assertThat(html)
                .contains("<h2>Gates</h2>", "<h2>Jobs</h2>", "<h2>Learning curves</h2>", "<h2>Confusion matrix</h2>")
                .contains("<h2>Data</h2>", "<h2>Provenance</h2>", "0.9917", "logistic", "lower learningRate");
    }

    @Test
    void fetchesNothing() {
        String html = Report.html(SampleReport.data());

        assertThat(html)
                .doesNotContain("http://", "https://", "//cdn", "@import", "<link rel=\"stylesheet\"")
                .doesNotContainPattern("src\\s*=")
                .contains("default-src 'none'");
    }

    @Test
    void whatItIsGivenCannotBecomeMarkup() {
        String html = Report.html(SampleReport.data(HOSTILE));

        assertThat(html).doesNotContain(HOSTILE, "<script>alert").contains("&lt;script&gt;alert(&#39;x&#39;)");
    }

    @Test
    void isWellFormedAndOfBoundedSize() throws IOException {
        String html = Report.html(SampleReport.data());
        Files.writeString(Path.of("target", "sample-report.html"), html);

        assertThat(html).startsWith("<!doctype html>").endsWith("</html>\n").hasSizeLessThan(400_000);
    }
}
