package dev.muster.data;

import dev.muster.contract.Digest;
import dev.muster.contract.Problem;
import dev.muster.contract.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder with MNIST's files: images and labels to train, and perhaps images and labels to test. */
final class IdxFolder implements ImageSource {
    private final Pair train;
    private final @Nullable Pair test;
    private final List<Integer> shape;

    private IdxFolder(Pair train, @Nullable Pair test, List<Integer> shape) {
        this.train = train;
        this.test = test;
        this.shape = shape;
    }

    /**
     * Finds the files and reads their headers.
     *
     * @throws dev.muster.contract.InvalidInputException when they do not fit
     */
    static IdxFolder open(Path folder, Problems problems) throws IOException {
        Path trainImages = find(folder, "train", "images", 3);
        Path trainLabels = find(folder, "train", "labels", 1);
        Path testImages = find(folder, "(t10k|test)", "images", 3);
        Path testLabels = find(folder, "(t10k|test)", "labels", 1);
        require(trainImages, "train-images-idx3-ubyte", problems);
        require(trainLabels, "train-labels-idx1-ubyte", problems);
        if (testImages != null || testLabels != null) {
            require(testImages, "t10k-images-idx3-ubyte", problems);
            require(testLabels, "t10k-labels-idx1-ubyte", problems);
        }
        problems.throwIfAny();
        Pair train = new Pair(present(trainImages), present(trainLabels));
        Pair test = testImages == null ? null : new Pair(testImages, present(testLabels));
        List<Integer> sides = train.check(problems);
        if (test != null && !sides.equals(test.check(problems))) {
            problems.add(Fault.FILE, "the test images have another size than the training images", "pair them rightly");
        }
        problems.throwIfAny();
        return new IdxFolder(train, test, List.of(1, sides.get(0), sides.get(1)));
    }

    private static @Nullable Path find(Path folder, String part, String kind, int dimensions) throws IOException {
        String pattern = part + "[-_.]" + kind + "[-_.]idx" + dimensions + "[-_.]ubyte(\\.gz)?";
        List<Path> found = Location.matching(folder, pattern);
        return found.isEmpty() ? null : found.get(0);
    }

    private static void require(@Nullable Path file, String name, Problems problems) {
        if (file == null) {
            problems.add(
                    Fault.FILE, "the folder has no file " + name + " or " + name + ".gz", "put it there, or rename it");
        }
    }

    private static Path present(@Nullable Path file) {
        if (file == null) {
            throw new IllegalStateException("a missing file is a problem already");
        }
        return file;
    }

    @Override
    public List<Integer> shape() {
        return shape;
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(train.images, train.labels));
        if (test != null) {
            files.addAll(List.of(test.images, test.labels));
        }
        return files;
    }

    @Override
    public String read(Split split, ImageVisitor visitor, Problems problems, Meter meter) throws IOException {
        if (test == null) {
            return train.read(Splitter.of(split), shape, visitor, meter);
        }
        String first = train.read(Splitter.withoutTest(split), shape, visitor, meter);
        return Digest.of(first, test.read(Splitter.ALL_TEST, shape, visitor, meter));
    }

    /** Images and the labels of these. */
    private record Pair(Path images, Path labels) {
        /** The height and width of the images; problems where the files do not fit. */
        List<Integer> check(Problems problems) throws IOException {
            try (IdxFile imageFile = IdxFile.open(images, 3, Meter.NONE);
                    IdxFile labelFile = IdxFile.open(labels, 1, Meter.NONE)) {
                if (imageFile.items() != labelFile.items()) {
                    String message = "the file has " + labelFile.items() + " labels for the " + imageFile.items()
                            + " images in " + images.getFileName();
                    problems.add(
                            Fault.FILE,
                            Problem.at(labels.toString(), message, "bring the two files that belong together"));
                }
                return imageFile.shape();
            }
        }

        String read(Splitter splitter, List<Integer> shape, ImageVisitor visitor, Meter meter) throws IOException {
            byte[] pixels = new byte[shape.get(1) * shape.get(2)];
            byte[] label = new byte[1];
            try (IdxFile imageFile = IdxFile.open(images, 3, meter);
                    IdxFile labelFile = IdxFile.open(labels, 1, meter)) {
                for (int i = 0; i < imageFile.items(); i++) {
                    imageFile.read(pixels, i);
                    labelFile.read(label, i);
                    visitor.image(splitter.part(i), pixels, String.valueOf(label[0] & 0xFF));
                }
                return Digest.of(imageFile.finish(), labelFile.finish());
            }
        }
    }
}
