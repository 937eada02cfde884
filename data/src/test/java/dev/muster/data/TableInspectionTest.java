package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.contract.Digest;
import dev.muster.contract.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one pass over a CSV file finds. */
class TableInspectionTest {
    private static final String TABLE = """
            size,colour,const,y
            1.5,red,7,a
            -2,"blue, dark",7,b
            NA,red,7,a
            3e1,?,7,b
            ,red,7,a
            0.5,"say ""hi""\",7,b
            """ + "1,red,7,a\n2,red,7,b\n".repeat(20);

    @TempDir
    private Path folder;

    @Test
    void numbersCategoriesAndMissingValuesAreProfiled() throws IOException {
        Profile profile = Datasets.inspect(Specs.classes(csv(TABLE), "y")).profile();

        assertThat(profile.rows()).isEqualTo(46);
        assertThat(profile.bytes()).isEqualTo(TABLE.length());
        assertThat(profile.classes()).isEqualTo(Map.of("a", 23L, "b", 23L));
        Profile.Column size = profile.columns().get(0);
        assertThat(size.kind()).isEqualTo(Profile.Kind.NUMERIC);
        assertThat(size.missing()).isEqualTo(2);
        assertThat(size.min()).isEqualTo(-2);
        assertThat(size.max()).isEqualTo(30);
        assertThat(size.mean()).isCloseTo(90.0 / 44, within(1e-12));
        assertThat(size.histogram())
                .containsEntry("0", 22L)
                .containsEntry("1", 21L)
                .containsEntry("9", 1L);
        Profile.Column colour = profile.columns().get(1);
        assertThat(colour.kind()).isEqualTo(Profile.Kind.CATEGORICAL);
        assertThat(colour.missing()).isEqualTo(1);
        assertThat(colour.distinct()).isEqualTo(3);
        assertThat(colour.mean()).isNull();
        assertThat(colour.histogram())
                .containsExactly(Map.entry("red", 43L), Map.entry("blue, dark", 1L), Map.entry("say \"hi\"", 1L));
        Profile.Column constant = profile.columns().get(2);
        assertThat(constant.deviation()).isZero();
        assertThat(constant.histogram()).containsEntry("0", 46L);
        assertThat(profile.columns().get(3).kind()).isEqualTo(Profile.Kind.CATEGORICAL);
    }

    @Test
    void theDigestIsThatOfTheFile() throws IOException {
        Path file = csv(TABLE);

        assertThat(Datasets.inspect(Specs.classes(file, "y")).digest())
                .isEqualTo(Digest.of(Files.readAllBytes(file)))
                .isEqualTo(Datasets.inspect(Specs.classes(file, "y")).profile().digest());
    }

    @Test
    void aMarkAndOtherLineEndsChangeNothingButTheDigest() throws IOException {
        Inspection plain = Datasets.inspect(Specs.classes(csv(TABLE), "y"));

        for (String text : List.of(
                "\uFEFF" + TABLE,
                TABLE.replace("\n", "\r\n"),
                "\uFEFF" + TABLE.replace("\n", "\r\n"),
                TABLE.replace("\n", "\r"),
                TABLE.replace("\n", "\n\n"),
                TABLE.stripTrailing())) {
            Inspection other = Datasets.inspect(Specs.classes(csv(text), "y"));
            assertThat(other.profile().columns()).isEqualTo(plain.profile().columns());
            assertThat(other.digest()).isNotEqualTo(plain.digest());
        }
    }

    @Test
    void spacesAroundValuesDoNotCount() throws IOException {
        Path file = csv("x, c , y\n" + " 1 , red, a\n2 ,red , b\n".repeat(20));

        Profile profile = Datasets.inspect(Specs.classes(file, "y")).profile();

        assertThat(profile.columns()).extracting(Profile.Column::name).containsExactly("x", "c", "y");
        assertThat(profile.columns().get(1).distinct()).isEqualTo(1);
        assertThat(profile.classes()).containsOnlyKeys("a", "b");
    }

    @Test
    void aColumnWithManyTextsAmongNumbersIsCategorical() throws IOException {
        String rows = IntStream.range(0, 300)
                .mapToObj(i -> (i % 4 == 0 ? "PC " + i : String.valueOf(i)) + "," + (i % 2 == 0 ? "a" : "b"))
                .collect(Collectors.joining("\n"));

        Profile profile =
                Datasets.inspect(Specs.classes(csv("ticket,y\n" + rows), "y")).profile();

        assertThat(profile.columns().get(0).kind()).isEqualTo(Profile.Kind.CATEGORICAL);
        assertThat(profile.columns().get(0).distinct()).isEqualTo(300);
    }

    @Test
    void tenThousandColumnsAreFine() throws IOException {
        int width = 10_000;
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        IntStream.range(0, width).forEach(i -> text.append('c').append(i).append(','));
        text.append("y\n");
        for (int row = 0; row < 120; row++) {
            random.ints(width, 0, 1000)
                    .forEach(value -> text.append(value / 10.0).append(','));
            text.append(row % 2 == 0 ? "a\n" : "b\n");
        }
        var spec = Specs.classes(csv(text.toString()), "y");

        PreparedDataset prepared = Specs.prepare(spec, folder.resolve("cache"));

        assertThat(prepared.features()).isEqualTo(width);
        assertThat(prepared.train().shard(0).length).isLessThanOrEqualTo(4 << 20);
        assertThat(Specs.rows(prepared, prepared.test()))
                .hasSize((int) prepared.test().rows());
    }

    @Test
    void saysHowFarItIs() throws IOException {
        Path file = csv("x,y\n" + "0.12345678901234567,a\n0.12345678901234567,b\n".repeat(400_000));
        long size = Files.size(file);
        List<Long> told = new ArrayList<>();

        Inspection inspection = Datasets.inspect(Specs.classes(file, "y"), (bytes, total) -> {
            assertThat(total).isEqualTo(size);
            told.add(bytes);
        });
        assertThat(told).hasSizeGreaterThan(3).isSorted().endsWith(size);

        told.clear();
        Datasets.prepare(
                Specs.classes(file, "y"),
                inspection.digest(),
                folder.resolve("cache"),
                (bytes, total) -> told.add(bytes));
        assertThat(told).isSorted().endsWith(2 * size);
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }
}
