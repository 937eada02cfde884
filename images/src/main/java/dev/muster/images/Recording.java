package dev.muster.images;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Notes which classes the functions need for their first batch, for the class archives. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = "Sends a batch through the functions and notes the classes that it took, for the class archives.")
final class Recording implements Callable<Integer> {
    @Option(
            names = "--java",
            paramLabel = "FOLDER",
            split = ",",
            description = {"Java run times to record with, one after the other (default: this one)."})
    private List<Path> javas = List.of(Path.of(System.getProperty("java.home")));

    private final Images images;

    Recording(Images images) {
        this.images = images;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> lists = new ArrayList<>();
        Predicate<CloudEvent> none = event -> false;
        try (Scratch scratch = Scratch.make();
                Rehearsal rehearsal = Rehearsal.in(
                        Files.createDirectory(scratch.folder().resolve("data")),
                        images.root().resolve("knative/base"))) {
            for (Path home : javas) {
                Recorder recorder = new Recorder(images.root(), Java.of(home), scratch.folder());
                // The first batch in a ledger brings that up to date, which on a cluster a Job has done before.
                rehearsal.batch("before-" + recorder.java().version(), recorder::plain, none);
                Rehearsal.Start noting = (name, environment) -> {
                    Path list = scratch.folder().resolve(name + "-" + lists.size() + ".classes");
                    lists.add(list);
                    return recorder.start(name, environment, List.of("-XX:DumpLoadedClassList=" + list));
                };
                String recorded = "recorded-" + recorder.java().version();
                rehearsal.batch(recorded, noting, none);
                rehearsal.letter(recorded, noting);
            }
            write(ClassList.joined(lists));
        }
        return 0;
    }

    private void write(List<String> classes) throws IOException {
        Files.write(images.root().resolve(Build.CLASSES), classes);
        images.out().printf("%d lines in %s%n", classes.size(), Build.CLASSES);
    }

    /** Starts functions as their images do, on another Java, and without an archive. */
    private record Recorder(Path root, Java java, Path folder) {
        ColdFunction plain(String function, Map<String, String> environment) {
            return start(function, environment, List.of());
        }

        ColdFunction start(String function, Map<String, String> environment, List<String> options) {
            Path packaged = root.resolve("functions/" + function + "/target/quarkus-app");
            List<String> command = new ArrayList<>(FunctionImage.command(false));
            command.set(0, java.program("java"));
            command.addAll(1, options);
            return new ColdFunction(command, packaged, environment, folder.resolve(function + ".log"));
        }
    }
}
