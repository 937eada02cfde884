package dev.muster.data;

import dev.muster.contract.Digest;
import dev.muster.contract.Problem;
import dev.muster.contract.Split;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with the binary version of CIFAR-10: files of records, each the label's byte and 3,072 bytes of red, green
 * and blue pixels, row by row.
 */
final class CifarFolder implements ImageSource {
    private static final List<Integer> SHAPE = List.of(3, 32, 32);
    private static final int PIXELS = 3 * 32 * 32;
    private static final int RECORD = 1 + PIXELS;
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private final List<Path> train;
    private final List<Path> test;

    private CifarFolder(List<Path> train, List<Path> test) {
        this.train = train;
        this.test = test;
    }

    /**
     * Finds the files and looks at their sizes.
     *
     * @throws dev.muster.contract.InvalidInputException when they do not fit
     */
    static CifarFolder open(Path folder, Problems problems) throws IOException {
        List<Path> train = Location.matching(folder, "data_batch_[0-9]+\\.bin");
        if (train.isEmpty()) {
            problems.add(
                    Fault.FILE,
                    "the folder has no file data_batch_1.bin",
                    "unpack the binary version of CIFAR-10 (cifar-10-binary.tar.gz) there");
        }
        CifarFolder found = new CifarFolder(train, Location.matching(folder, "test_batch\\.bin"));
        for (Path file : found.files()) {
            long size = Files.size(file);
            if (size == 0 || size % RECORD != 0) {
                String message = size == 0
                        ? "the file is empty"
                        : "the file has " + size + " bytes, and that is no multiple of " + RECORD
                                + ", the size of a label and an image";
                problems.add(
                        Fault.FILE,
                        Problem.at(file.toString(), message, "download it again; CIFAR-100 has another form"));
            }
        }
        problems.throwIfAny();
        return found;
    }

    @Override
    public List<Integer> shape() {
        return SHAPE;
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(train);
        files.addAll(test);
        return files;
    }

    @Override
    public String read(Split split, ImageVisitor visitor, Problems problems, Meter meter) throws IOException {
        Splitter splitter = test.isEmpty() ? Splitter.of(split) : Splitter.withoutTest(split);
        List<String> digests = new ArrayList<>();
        long row = 0;
        for (Path file : train) {
            Reading reading = new Reading(file, splitter, row, problems);
            digests.add(reading.read(visitor, meter));
            row += reading.records;
        }
        for (Path file : test) {
            digests.add("test");
            digests.add(new Reading(file, Splitter.ALL_TEST, 0, problems).read(visitor, meter));
        }
        return Digest.of(digests.toArray(String[]::new));
    }

    /** One pass over one file. */
    private static final class Reading {
        private final Path file;
        private final Splitter splitter;
        private final long firstRow;
        private final Problems problems;
        private final long records;

        Reading(Path file, Splitter splitter, long firstRow, Problems problems) throws IOException {
            this.file = file;
            this.splitter = splitter;
            this.firstRow = firstRow;
            this.problems = problems;
            this.records = Files.size(file) / RECORD;
        }

        String read(ImageVisitor visitor, Meter meter) throws IOException {
            byte[] pixels = new byte[PIXELS];
            try (ContentStream content = ContentStream.open(file, meter);
                    DataInputStream in = new DataInputStream(content)) {
                for (long i = 0; i < records; i++) {
                    int label = in.readUnsignedByte();
                    in.readFully(pixels);
                    if (label < CLASSES.size()) {
                        visitor.image(splitter.part(firstRow + i), pixels, CLASSES.get(label));
                    } else {
                        noteLabel(label, i);
                    }
                }
                return content.finish();
            }
        }

        private void noteLabel(int label, long index) {
            String message = "record " + (index + 1) + " has the label " + label + ", and labels go from 0 to 9";
            problems.add(Fault.LABEL, Problem.at(file.toString(), message, "download it again, or remove the record"));
        }
    }
}
