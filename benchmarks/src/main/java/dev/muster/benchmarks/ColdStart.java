package dev.muster.benchmarks;

import dev.muster.contract.EventTypes;
import dev.muster.images.App;
import dev.muster.images.ClassArchive;
import dev.muster.images.ColdFunction;
import dev.muster.images.FunctionImage;
import dev.muster.images.Java;
import dev.muster.images.Rehearsal;
import dev.muster.images.Scratch;
import dev.muster.images.Took;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * From the start of a function to the answer to its first event, and of three in a chain to the verdict: as in their
 * images, against what Quarkus packages by default and a JVM without options, in turns on the same JDK.
 */
public final class ColdStart {
    private static final int ROUNDS = 5;
    private static final String STOCK = "fast-jar, a JVM without options";
    private static final String IMAGE = "as in the image";
    private static final String CHAIN = "three in a chain, to the verdict";
    private static final String UNWOKEN = "the same, without waking the next";
    private static final List<String> FUNCTIONS = List.of("validate", "train", "aggregate");

    private final Path root;
    private final Path scratch;
    private final Java java;
    private final Map<String, Path> ours = new HashMap<>();

    private ColdStart(Path root, Path scratch, Java java) {
        this.root = root;
        this.scratch = scratch;
        this.java = java;
        for (String function : FUNCTIONS) {
            App app = App.stage(
                    function, packaged(function, "quarkus-app"), scratch.resolve(java.version() + "-" + function));
            ClassArchive.dump(java, app, root.resolve("images/first-batch.classes"));
            ours.put(function, app.folder());
        }
    }

    private Path packaged(String function, String folder) {
        return root.resolve("functions/" + function + "/target/" + folder);
    }

    /** Prints both, and the ratio, for each JDK named, or this one. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        List<Path> homes = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(Path::of).toList()
                : List.of(Path.of(System.getProperty("java.home")));
        try (Scratch scratch = Scratch.make();
                Rehearsal rehearsal = Rehearsal.in(
                        Files.createDirectory(scratch.folder().resolve("data")), root.resolve("knative/base"))) {
            for (Path home : homes) {
                new ColdStart(root, scratch.folder(), Java.of(home)).measure(rehearsal);
            }
        }
    }

    private void measure(Rehearsal rehearsal) throws IOException {
        Map<String, Took> least = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            String name = "-jdk-" + java.version() + "-" + round;
            Map<String, Took> took = new LinkedHashMap<>();
            took.put(STOCK, rehearsal.start("stock" + name, this::stock));
            took.put(IMAGE, rehearsal.start("image" + name, this::image));
            took.put(CHAIN, rehearsal.batch("chain" + name, this::image, event -> false));
            took.put(UNWOKEN, rehearsal.batch("unwoken" + name, this::image, ColdStart::wakes));
            // The first round warms the disk's cache, and the ledger.
            if (round > 0) {
                took.forEach((what, time) -> least.merge(what, time, Took::or));
            }
        }
        System.out.printf(Locale.ROOT, "JDK %d, least of %d rounds%n", java.version(), ROUNDS);
        least.forEach(ColdStart::print);
        System.out.printf(
                Locale.ROOT,
                "image to fast-jar 1/%.2f on the clock, 1/%.2f CPU; chain to one %.2f%n",
                seconds(least, STOCK) / seconds(least, IMAGE),
                cpu(least, STOCK) / cpu(least, IMAGE),
                seconds(least, CHAIN) / seconds(least, IMAGE));
    }

    private static boolean wakes(CloudEvent event) {
        return event.getType().equals(EventTypes.FUNCTION_STARTED);
    }

    private static double seconds(Map<String, Took> took, String what) {
        return Objects.requireNonNull(took.get(what)).wall().toNanos() / 1e9;
    }

    private static double cpu(Map<String, Took> took, String what) {
        return Objects.requireNonNull(took.get(what)).cpu().toNanos() / 1e9;
    }

    private static void print(String what, Took took) {
        System.out.printf(
                Locale.ROOT,
                "%-40s %6.3f s %6.2f s CPU%n",
                what,
                took.wall().toNanos() / 1e9,
                took.cpu().toNanos() / 1e9);
    }

    private ColdFunction stock(String function, Map<String, String> environment) {
        return function(List.of("java", "-jar", "quarkus-run.jar"), packaged(function, "fast-jar"), environment);
    }

    private ColdFunction image(String function, Map<String, String> environment) {
        return function(FunctionImage.command(true), Objects.requireNonNull(ours.get(function)), environment);
    }

    private ColdFunction function(List<String> command, Path folder, Map<String, String> environment) {
        List<String> started = new ArrayList<>(command);
        started.set(0, java.program("java"));
        return new ColdFunction(started, folder, environment, scratch.resolve("functions.log"));
    }
}
