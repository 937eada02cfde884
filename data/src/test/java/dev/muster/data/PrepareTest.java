package dev.muster.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.muster.contract.DatasetSpec;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Json;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What preparing makes of a table. */
class PrepareTest {
    @TempDir
    private Path folder;

    /** A plain second implementation of the encoding, on rows in memory, is the oracle. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shardsHoldWhatThePlainWayComputes(long seed) throws IOException {
        Random random = new Random(seed);
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 300 + random.nextInt(300); i++) {
            rows.add(new String[] {
                random.nextInt(10) == 0 ? "NA" : String.valueOf(random.nextGaussian() * 1000),
                List.of("red", "green", "blue", "?").get(random.nextInt(4)),
                String.valueOf(random.nextInt(5) - 2),
                "class" + random.nextInt(3)
            });
        }
        DatasetSpec spec = Specs.with(Specs.classes(csv("a,b,c,y", rows), "y"), new Split(0.15, 0.25, seed));

        PreparedDataset prepared = Specs.prepare(spec, cache());

        List<List<float[]>> expected = encode(rows, spec.split());
        List<Part> parts = List.of(prepared.train(), prepared.validation(), prepared.test());
        for (int part = 0; part < 3; part++) {
            List<float[]> found = Specs.rows(prepared, parts.get(part));
            assertThat(found).hasSameSizeAs(expected.get(part)).hasSize((int)
                    parts.get(part).rows());
            for (int row = 0; row < found.size(); row++) {
                assertThat(found.get(row)).containsExactly(expected.get(part).get(row), within(1e-5f));
            }
        }
    }

    private static List<List<float[]>> encode(List<String[]> rows, Split split) {
        Splitter splitter = Splitter.of(split);
        List<String[]> train = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (splitter.part(i) == PartKind.TRAIN) {
                train.add(rows.get(i));
            }
        }
        List<List<float[]>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            parts.get(List.of(PartKind.values()).indexOf(splitter.part(i))).add(new float[] {
                standardised(train, 0, row[0]),
                row[1].equals("blue") ? 1 : 0,
                row[1].equals("green") ? 1 : 0,
                row[1].equals("red") ? 1 : 0,
                row[1].equals("?") ? 1 : 0,
                standardised(train, 2, row[2]),
                row[3].charAt(5) - '0'
            });
        }
        return parts;
    }

    private static float standardised(List<String[]> train, int column, String value) {
        double[] numbers = train.stream()
                .map(row -> row[column])
                .filter(text -> !text.equals("NA"))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double variance = Arrays.stream(numbers)
                .map(number -> (number - mean) * (number - mean))
                .average()
                .orElseThrow();
        return value.equals("NA") ? Float.NaN : (float) ((Double.parseDouble(value) - mean) / Math.sqrt(variance));
    }

    @Test
    void constantAndEmptyColumnsAreZeroAndNaN() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "k,e,y\n" + "7,,a\n7,NA,b\n".repeat(20));

        PreparedDataset prepared = Specs.prepare(Specs.classes(file, "y"), cache());

        assertThat(Specs.rows(prepared, prepared.train())).allSatisfy(row -> {
            assertThat(row[0]).isZero();
            assertThat(row[1]).isNaN();
        });
    }

    @Test
    void rareCategoriesShareOneFeatureAndUnseenOnesToo() throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(new String[] {"c" + (i % 10 == 0 ? 100 + i : i % 32), i % 3 == 0 ? "a" : "b"});
        }

        PreparedDataset prepared = Specs.prepare(Specs.classes(csv("c,y", rows), "y"), cache());

        assertThat(prepared.features()).isEqualTo(33);
        assertThat(prepared.featureNames()).contains("c=c1", "c=(other)").doesNotContain("c=c100");
        for (Part part : List.of(prepared.train(), prepared.validation(), prepared.test())) {
            assertThat(Specs.rows(prepared, part)).allSatisfy(row -> {
                float[] features = Arrays.copyOf(row, 33);
                Arrays.sort(features);
                assertThat(features[32]).isEqualTo(1);
                assertThat(features[31]).isZero();
            });
        }
    }

    @Test
    void pixelsOfATableAreScaledByTheLargestOfTheTrainingPart() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "p0,p1,y\n" + "0,8,a\n4,2,b\n".repeat(30));

        PreparedDataset prepared = Specs.prepare(Specs.csv(file, Task.CLASSIFICATION, "y", List.of(1, 1, 2)), cache());

        assertThat(Specs.rows(prepared, prepared.test()))
                .allSatisfy(row -> assertThat(row).isIn(new float[] {0, 1, 0}, new float[] {0.5f, 0.25f, 1}));
    }

    @Test
    void everyShardButTheLastHasTheSameNumberOfRowsAndIsAtMostFourMegabytes() throws IOException {
        List<String[]> rows = new ArrayList<>();
        String[] row = new String[1001];
        Arrays.fill(row, "1");
        for (int i = 0; i < 3000; i++) {
            String[] copy = row.clone();
            copy[1000] = i % 2 == 0 ? "a" : "b";
            rows.add(copy);
        }
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            header.append('x').append(i).append(',');
        }

        PreparedDataset prepared = Specs.prepare(Specs.classes(csv(header + "y", rows), "y"), cache());

        Part train = prepared.train();
        assertThat(train.shards()).isEqualTo(3);
        int shardRows = (4 << 20) / (1001 * 4);
        assertThat(train.shard(0)).hasSize(shardRows * 1001 * 4);
        assertThat(train.shard(1)).hasSize(shardRows * 1001 * 4);
        assertThat(train.shard(2)).hasSize((int) (train.rows() - 2L * shardRows) * 1001 * 4);
        assertThatThrownBy(() -> train.shard(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> train.shard(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void withoutValidationShareThatPartIsEmpty() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n" + "1,a\n2,b\n".repeat(30));

        PreparedDataset prepared = Specs.prepare(Specs.with(Specs.classes(file, "y"), new Split(0, 0.3, 1)), cache());

        assertThat(prepared.validation().rows()).isZero();
        assertThat(prepared.validation().shards()).isZero();
    }

    @Test
    void dataThatChangedIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n" + "1,a\n2,b\n".repeat(30));
        DatasetSpec spec = Specs.classes(file, "y");
        String digest = Datasets.inspect(spec).digest();
        Files.writeString(file, "x,y\n" + "1,a\n3,b\n".repeat(30));

        assertThatThrownBy(() -> Datasets.prepare(spec, digest, cache()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("changed after the batch was accepted")
                .hasMessageContaining(digest);
        try (Stream<Path> files = Files.list(cache())) {
            assertThat(files.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void preprocessingSurvivesJson() throws IOException {
        PreparedDataset prepared =
                Specs.prepare(Specs.classes(Path.of("..", "examples", "data", "penguins.csv"), "species"), cache());

        Preprocessing preprocessing = prepared.preprocessing();

        assertThat(Json.read(Json.bytes(preprocessing), Preprocessing.class)).isEqualTo(preprocessing);
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private Path csv(String header, List<String[]> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        rows.forEach(row -> lines.add(String.join(",", row)));
        return Files.write(folder.resolve("data.csv"), lines);
    }
}
