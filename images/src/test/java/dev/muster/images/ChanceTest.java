package dev.muster.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that differ in times alone come to the same; whatever else differs is a reason to stop. */
class ChanceTest {
    @TempDir
    Path folder;

    @Test
    void whatTheClockSaidIsGone() throws Exception {
        Path one = archive(
                "one", bytes -> bytes.putInt(4, 77).putLong(5_000, 30_000_123).putLong(6_000, 30_000_456));
        Path two = archive(
                "two", bytes -> bytes.putInt(4, 99).putLong(5_000, 30_011_123).putLong(6_000, 30_011_456));
        Path three = archive(
                "three", bytes -> bytes.putInt(4, 11).putLong(5_000, 9_000_001).putLong(6_000, 9_000_002));
        Path four = archive(
                "four", bytes -> bytes.putInt(4, 22).putLong(5_000, 9_500_001).putLong(6_000, 9_500_002));

        Chance.takeOut(one, two);
        Chance.takeOut(three, four);

        assertThat(one).hasSameBinaryContentAs(three);
        ByteBuffer left = ByteBuffer.wrap(Files.readAllBytes(one));
        assertThat(left.getInt(0)).as("beside a checksum").isEqualTo(5);
        assertThat(left.getInt(7_000)).isEqualTo(7);
    }

    @Test
    void whatIsNoTimeIsNotTouched() throws Exception {
        Path one = archive("one", bytes -> bytes.putLong(5_000, 0x7f00_1234_5678_9abcL));
        Path two = archive("two", bytes -> bytes.putLong(5_000, 0x7f55_1234_5678_9abcL));

        assertThatThrownBy(() -> Chance.takeOut(one, two))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("word at 5000");
    }

    @Test
    void archivesOfTwoSizesAreNotOfOneKind() throws Exception {
        Path one = archive("one", bytes -> {});
        Path two = Files.write(folder.resolve("two"), new byte[16]);

        assertThatThrownBy(() -> Chance.takeOut(one, two)).hasMessageContaining("size");
    }

    private Path archive(String name, Consumer<ByteBuffer> content) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(8_000);
        bytes.putInt(0, 5).putInt(7_000, 7);
        content.accept(bytes.order(ByteOrder.LITTLE_ENDIAN));
        return Files.write(folder.resolve(name), bytes.array());
    }
}
