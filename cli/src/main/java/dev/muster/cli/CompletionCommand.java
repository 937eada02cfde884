package dev.muster.cli;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code muster completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a completion script for bash and zsh.",
        footerHeading = "%nExample:%n",
        footer = "  source <(muster completion)")
final class CompletionCommand extends Action {
    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        String script =
                AutoComplete.bash("muster", Objects.requireNonNull(spec).root().commandLine());
        print(Map.of("script", script), () -> terminal().out().print(script));
        terminal().out().flush();
        return ExitCode.PASSED;
    }
}
