package dev.muster.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.muster.contract.Problem;
import dev.muster.contract.Split;
import dev.muster.contract.Task;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a CSV file cannot be learned from is told with its place and what to do. */
class BadTableTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingFile() {
        Problem problem = only(Specs.problems(Specs.classes(folder.resolve("none.csv"), "y")));

        assertThat(problem.place()).isEqualTo(folder.resolve("none.csv").toString());
        assertThat(problem.message()).contains("no such file");
        assertThat(problem.fix()).contains("put the dataset 'test' there");
    }

    @Test
    void aFolderInPlaceOfTheFile() {
        assertThat(only(Specs.problems(Specs.classes(folder, "y"))).message()).contains("a folder is there");
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Path file = csv("x,y\n1,a\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");

        assertThat(only(problems(file)).message()).contains("not permitted");
    }

    @Test
    void anAddressThatIsNoPath() {
        assertThat(only(Specs.problems(Specs.classes(Path.of("a"), "y"))).message())
                .contains("no such file");
        assertThat(only(Specs.problems(Specs.images(dev.muster.contract.DataFormat.CSV, Path.of("file:x"))))
                        .message())
                .contains("not a path");
    }

    @Test
    void anEmptyFile() throws IOException {
        assertThat(only(problems(csv(""))).message()).isEqualTo("the file is empty");
        assertThat(only(problems(csv("\n\n"))).message()).isEqualTo("the file is empty");
    }

    @Test
    void aHeaderAndNothingElse() throws IOException {
        assertThat(only(problems(csv("x,y\n"))).message()).isEqualTo("the file has a header and no rows");
    }

    @Test
    void raggedRowsByLine() throws IOException {
        List<Problem> problems = problems(csv("x,z,y\n1,2,a\n1,2\n1,2,3,b\n\"1\n\",2,c\n1,2\n"));

        assertThat(problems)
                .extracting(Problem::line, Problem::column, Problem::message)
                .contains(
                        tuple(3, 3, "the row has 2 fields, and the header 3"),
                        tuple(4, 4, "the row has 4 fields, and the header 3"),
                        tuple(7, 3, "the row has 2 fields, and the header 3"));
    }

    @Test
    void aTextInANumericColumnWithItsValue() throws IOException {
        Path file = csv("x,y\n" + rows(50, i -> i + ",a\n" + i + ",b\n") + "12.5kg,a\n");

        Problem problem = only(problems(file));

        assertThat(problem.place()).isEqualTo(file.toString());
        assertThat(problem.line()).isEqualTo(102);
        assertThat(problem.column()).isEqualTo(1);
        assertThat(problem.message()).isEqualTo("column 'x' holds numbers, but here '12.5kg'");
        assertThat(problem.fix()).contains("leave it empty if it is missing");
    }

    @Test
    void infinityIsNoNumberToLearnFrom() throws IOException {
        Path file = csv("x,y\n" + rows(20, i -> i + ",a\n" + i + ",b\n") + "inf,a\n1e999,b\n");

        assertThat(problems(file)).extracting(Problem::message).allMatch(message -> message.contains("holds numbers"));
        assertThat(problems(file)).extracting(Problem::line).containsExactly(42, 43);
    }

    @Test
    void aColumnThatBecomesTextLate() throws IOException {
        Path file = csv("x,y\n" + rows(100, i -> i + ",a\n" + i + ",b\n") + rows(100, i -> "t" + i + ",a\n"));

        assertThat(only(problems(file)))
                .extracting(Problem::line, Problem::message)
                .containsExactly(202, "column 'x' begins with numbers and goes on with texts such as 't0'");
    }

    @Test
    void aTargetWithoutValueByLine() throws IOException {
        Path classes = csv("x,y\n1,a\n2,\n3,NaN\n4,b\n");
        assertThat(problems(classes)).extracting(Problem::line, Problem::column).startsWith(tuple(3, 2), tuple(4, 2));
        assertThat(problems(classes).get(1).message()).isEqualTo("the target 'y' of this row has no value ('NaN')");

        Path values = csv("y,x\n1,1\nNaN,2\n,3\nhigh,4\n1e39,5\n");
        assertThat(Specs.problems(Specs.values(values, "y")))
                .extracting(Problem::line, Problem::message)
                .contains(
                        tuple(3, "the target 'y' of this row has no value"),
                        tuple(4, "the target 'y' of this row has no value"),
                        tuple(5, "the target 'y' of this row is to be a number, but is 'high'"),
                        tuple(6, "the target 'y' of this row is to be a number, but is '1e39'"));
    }

    @Test
    void anUnknownTargetWithTheNearestName() throws IOException {
        Problem problem = only(Specs.problems(Specs.classes(csv("age,Label,sex\n1,a,m\n2,b,f\n"), "lable")));

        assertThat(problem.message()).isEqualTo("there is no column 'lable' to predict");
        assertThat(problem.fix()).isEqualTo("did you mean 'Label'? The columns are age, Label, sex");
        assertThat(problem.line()).isEqualTo(1);
    }

    @Test
    void aMissingHeader() throws IOException {
        assertThat(only(problems(csv("1,2,3\n4,5,6\n"))).fix()).contains("the first line holds numbers");
    }

    @Test
    void duplicateAndEmptyNamesInTheHeader() throws IOException {
        List<Problem> problems = problems(csv(",x,y,x\n1,2,a,3\n1,2,b,3\n"));

        assertThat(problems)
                .extracting(Problem::column, Problem::message)
                .startsWith(tuple(1, "column 1 has no name"), tuple(4, "columns 2 and 4 are both named 'x'"));
    }

    @Test
    void nothingToLearnFrom() throws IOException {
        assertThat(problems(csv("y\na\nb\n")))
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("no column besides the target 'y'"));
    }

    @Test
    void oneClassOnly() throws IOException {
        assertThat(only(problems(csv("x,y\n" + rows(20, i -> i + ",a\n")))).message())
                .isEqualTo("column 'y' has one class only: 'a' in all 20 rows");
    }

    @Test
    void fewerRowsThanTheClassesNeed() throws IOException {
        assertThat(only(problems(csv("x,y\n1,a\n2,b\n3,c\n4,d\n"))).message())
                .isEqualTo("column 'y' has 4 classes in only 4 rows");
    }

    @Test
    void aTargetThatIsNoClass() throws IOException {
        assertThat(only(problems(csv("x,y\n" + rows(1001, i -> "1," + i / 2.0 + "\n1," + i / 2.0 + "\n")))))
                .extracting(Problem::message, Problem::fix)
                .containsExactly(
                        "column 'y' has more than 1000 classes",
                        "set the task to regression, or choose a target with fewer values");
    }

    @Test
    void aClassTooRareForTheSplit() throws IOException {
        Path file = csv("x,y\n" + rows(100, i -> i + (i == 50 ? ",rare\n" : i % 2 == 0 ? ",a\n" : ",b\n")));

        assertThat(only(problems(file)).message())
                .matches("column 'y': class 'rare' is too rare for the split: none of its rows \\(1\\) is in the "
                        + "(test|training) part");
    }

    @Test
    void tooFewRowsToRegress() throws IOException {
        assertThat(only(Specs.problems(Specs.values(csv("x,y\n1,2\n"), "y"))).message())
                .matches("too few rows with a target \\(1\\): .*");
        assertThat(only(Specs.problems(
                                Specs.with(Specs.values(csv("x,y\n1,2\n1,3\n1,4\n1,5\n"), "y"), new Split(0, 1e-9, 1))))
                        .message())
                .isEqualTo("too few rows with a target (4): 4 in the training part and 0 in the test part, which need 2"
                        + " and 1");
    }

    @Test
    void latin1ByLineAndByte() throws IOException {
        Path file = folder.resolve("latin1.csv");
        Files.writeString(file, "x,y\n1,caf\u00E9\n2,b\r\n3,\u00FCbel\n", ISO_8859_1);

        List<Problem> problems = problems(file).subList(0, 2);

        assertThat(problems)
                .extracting(Problem::line, Problem::column, Problem::message)
                .containsExactly(
                        tuple(2, 6, "byte 0xE9 (byte 6 of the line) is not UTF-8"),
                        tuple(4, 3, "byte 0xFC (byte 3 of the line) is not UTF-8"));
        assertThat(problems.get(0).fix()).contains("iconv -f ISO-8859-1 -t UTF-8 latin1.csv");
    }

    @Test
    void utf16IsNamed() throws IOException {
        Path file = write("x,y\n1,a\n2,b\n", UTF_16);

        assertThat(problems(file).get(0).message()).contains("is UTF-16");
        assertThat(problems(file).get(0).fix()).contains("iconv -f UTF-16");
    }

    @Test
    void brokenQuotes() throws IOException {
        Problem after = only(problems(csv("x,y\n1,a\n2,\"b\"c\n3,d\n")));
        assertThat(after.line()).isEqualTo(3);
        assertThat(after.message()).contains("goes on after its closing quote");

        Problem open = only(problems(csv("x,y\n1,a\n2,\"b\n3,c\n")));
        assertThat(open.line()).isEqualTo(3);
        assertThat(open.message()).contains("never closed");

        Problem huge = only(problems(csv("x,y\n1,a\n2,\"" + "b".repeat(2_000_000) + "\"\n")));
        assertThat(huge.line()).isEqualTo(3);
        assertThat(huge.message()).contains("longer than a million characters");
    }

    @Test
    void aShapeThatDoesNotFit() throws IOException {
        Path file = csv("a,b,c,y\n1,2,3,x\n1,2,3,z\n".repeat(1) + "1,2,t,x\n2,1,u,z\n".repeat(10));

        List<Problem> problems = Specs.problems(Specs.csv(file, Task.CLASSIFICATION, "y", List.of(1, 2, 2)));

        assertThat(problems)
                .extracting(Problem::message)
                .contains(
                        "the shape [1, 2, 2] needs 4 columns besides the target, not 3",
                        "with a shape every column is a pixel, but 'c' holds texts");
    }

    @Test
    void moreColumnsThanCanBeLearnedFrom() throws IOException {
        String names = IntStream.range(0, 20_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

        List<Problem> problems = problems(csv(names + ",y\n" + "1,".repeat(20_000) + "a\n"));

        assertThat(problems)
                .extracting(Problem::message)
                .contains("the file has 20001 columns, and no more than 16384 can be learned from");
    }

    @Test
    void everythingAtOnceAndEachSortOnlySoOften() throws IOException {
        Path file = csv("x,y\n" + rows(1000, i -> i + ",a\n" + i + ",b\n") + "1\n".repeat(5000) + "z,\n".repeat(30));

        List<Problem> problems = problems(file);

        assertThat(problems).hasSize(20 + 20 + 20 + 3);
        assertThat(problems.subList(60, 63))
                .extracting(Problem::message)
                .containsExactly(
                        "and 4,980 more rows with another number of fields than the header",
                        "and 10 more texts in numeric columns",
                        "and 10 more targets at fault");
    }

    @Test
    void theSplitDecidesWhichClassIsTooRare() throws IOException {
        Path file = csv("x,y\n" + rows(60, i -> i + (i % 20 == 0 ? ",rare\n" : i % 2 == 0 ? ",a\n" : ",b\n")));

        List<Boolean> refused = IntStream.range(0, 20)
                .mapToObj(seed -> Specs.with(Specs.classes(file, "y"), new Split(0.1, 0.2, seed)))
                .map(spec -> {
                    try {
                        return Datasets.inspect(spec).profile().rows() == 0;
                    } catch (dev.muster.contract.InvalidInputException e) {
                        return true;
                    }
                })
                .toList();

        assertThat(refused).contains(true, false);
    }

    private static Problem only(List<Problem> problems) {
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static List<Problem> problems(Path file) {
        return Specs.problems(Specs.classes(file, "y"));
    }

    private static String rows(int count, java.util.function.IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining());
    }

    private Path csv(String text) throws IOException {
        return write(text, StandardCharsets.UTF_8);
    }

    private Path write(String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text, charset);
    }
}
