package dev.muster.cli;

import dev.muster.cli.text.ProblemText;
import dev.muster.cli.text.Terminal;
import dev.muster.contract.Json;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into a message and an exit code; a stack trace is shown only to those who ask for it. */
final class Failures {
    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    int usage(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        say(Objects.requireNonNullElse(exception.getMessage(), "this is no command of muster"));
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, terminal.err());
        terminal.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.INVALID;
    }

    int execution(Exception exception, CommandLine command, ParseResult parsed) {
        Action action = command.getCommand() instanceof Action some ? some : null;
        if (action != null && action.debug) {
            exception.printStackTrace(terminal.err());
        }
        Failure failure = Failure.of(exception);
        if (action != null && action.json) {
            terminal.out().println(Json.text(failure));
        } else {
            print(failure, action == null ? "" : action.subject());
        }
        return failure.exitCode();
    }

    private void print(Failure failure, String subject) {
        boolean ofInput = !failure.problems().isEmpty() && !subject.isEmpty();
        say(ofInput ? subject + " is " + failure.message() : failure.message());
        failure.problems().forEach(problem -> new ProblemText(terminal.errInk()).print(problem, terminal.err()));
        if (failure.exitCode() == ExitCode.BUG) {
            terminal.err().println("This is a mistake in Muster; --debug shows where.");
        }
    }

    private void say(String message) {
        terminal.err().println(terminal.errInk().bad("muster: ") + message);
    }
}
