package dev.muster.images;

import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program behind {@code hack/run.sh images}. */
@Command(
        name = "hack/run.sh images",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes the images of the functions, into a registry or tar files, without a container engine.")
public final class Images implements Callable<Integer> {
    /** What they are built on when nothing is said. */
    static final String DEFAULT_BASE = "eclipse-temurin:25.0.3_9-jre-noble";

    /** What they are called then: as the local overlay has it. */
    static final String DEFAULT_NAME = "dev.local/muster-FUNCTION:0.1.0";

    /** Those that have an image. */
    static final List<String> FUNCTIONS = List.of("validate", "train", "aggregate", "console");

    private final PrintStream out;

    @Option(
            names = "--base",
            defaultValue = DEFAULT_BASE,
            paramLabel = "IMAGE",
            description = {
                "What to build on: an image with a JAVA_HOME, in a registry or in a .tar file; ARCH in it stands for the"
                        + " architecture (default: ${DEFAULT-VALUE})."
            })
    private String base = DEFAULT_BASE;

    @Option(
            names = "--name",
            defaultValue = DEFAULT_NAME,
            paramLabel = "NAME",
            description = {
                "What the images are called; FUNCTION in it stands for the function (default: ${DEFAULT-VALUE})."
            })
    private String name = "";

    @Option(names = "--tar", paramLabel = "FOLDER", description = "Write tar files there instead of pushing.")
    private @Nullable Path tar;

    @Option(
            names = "--platform",
            split = ",",
            paramLabel = "OS/ARCH",
            description = {"linux/amd64, linux/arm64 or both (default: this machine's)."})
    private List<String> platforms = List.of(here());

    @Option(
            names = "--join",
            description = {
                "Make nothing; let NAME stand for the images of all platforms named, which were pushed from other machines."
            })
    private boolean join;

    @Option(names = "--insecure", description = "Speak to a registry without TLS, or with a certificate of its own.")
    private boolean insecure;

    @Option(names = "--root", hidden = true, required = true)
    private Path root = Path.of("");

    @Parameters(arity = "0..*", paramLabel = "FUNCTION", description = "Which functions (default: all).")
    private List<String> functions = FUNCTIONS;

    private Images(PrintStream out) {
        this.out = out;
    }

    /** Exit codes: 0 made, 1 not made, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    static int run(PrintStream out, String... arguments) {
        Images images = new Images(out);
        CommandLine line = new CommandLine(images).addSubcommand(new Recording(images));
        line.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof ImageException) {
                command.getErr().println(failure.getMessage());
                return 1;
            }
            throw failure;
        });
        return line.execute(arguments);
    }

    Path root() {
        return root;
    }

    PrintStream out() {
        return out;
    }

    @Override
    public Integer call() throws IOException {
        Build build = new Build(root, base, new Registry(insecure), out);
        List<Platform> asked = platforms.stream()
                .map(Images::platform)
                .sorted(Comparator.comparing(Images::text))
                .toList();
        Target target = new Target(name, tar);
        if (!join) {
            build.make(functions, asked, target);
        }
        if (tar == null) {
            build.join(functions, asked, target);
        }
        return 0;
    }

    private static Platform platform(String text) {
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() != 2) {
            throw ImageException.noPlatform(text);
        }
        return new Platform(parts.get(1), parts.get(0));
    }

    static String text(Platform platform) {
        return platform.getOs() + "/" + platform.getArchitecture();
    }

    private static String here() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "linux/" + (arch.equals("aarch64") ? "arm64" : arch.equals("x86_64") ? "amd64" : arch);
    }
}
