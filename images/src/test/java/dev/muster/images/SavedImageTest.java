package dev.muster.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedImageTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsFoundWhetherOrNotItsNameBeginsWithADot() throws Exception {
        Path tar = folder.resolve("image.tar");
        Map<String, byte[]> layer = Map.of("./opt/java/release", bytes("25"), "opt/java/bin", bytes("x"));
        Files.write(
                tar,
                tar(Map.of(
                        "manifest.json", bytes("[{\"Config\": \"config.json\", \"Layers\": [\"one.tar.gz\"]}]"),
                        "config.json", bytes("{}"),
                        "one.tar.gz", zipped(tar(layer)))));

        SavedImage.read(tar).unpack("opt/java", folder.resolve("root"));

        assertThat(folder.resolve("root/opt/java/release")).hasContent("25");
        assertThat(folder.resolve("root/opt/java/bin")).hasContent("x");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry header = new TarArchiveEntry(file.getKey());
                header.setSize(file.getValue().length);
                tar.putArchiveEntry(header);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
