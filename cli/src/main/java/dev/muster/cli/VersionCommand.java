package dev.muster.cli;

import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code muster version}. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Shows the versions of Muster, Java and the platform.")
final class VersionCommand extends Action {
    VersionCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Versions versions = Versions.here();
        print(versions, () -> terminal().out().println(versions.text()));
        return ExitCode.PASSED;
    }

    /** For {@code --version}. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Versions.here().text()};
        }
    }

    /** What runs here. */
    record Versions(String muster, String java, String platform) {
        static Versions here() {
            return new Versions(
                    Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "unpackaged"),
                    System.getProperty("java.version"),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        }

        String text() {
            return "muster " + muster + " (Java " + java + ", " + platform + ")";
        }
    }
}
