package dev.muster.cli;

import dev.muster.cli.text.Ink;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Environment environment = Environment.ofProcess();
        int code = execute(environment, args);
        environment.terminal().flush();
        System.exit(code);
    }

    /** Runs one command inside this process. */
    public static int execute(Environment environment, String... args) {
        Failures failures = new Failures(environment.terminal());
        return new Commands(environment)
                .commandLine(args)
                .setOut(environment.terminal().out())
                .setErr(environment.terminal().err())
                .setColorScheme(colours(environment.terminal().ink()))
                .setUsageHelpWidth(
                        Math.max(60, Math.min(100, environment.terminal().width())))
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution)
                .execute(args);
    }

    private static ColorScheme colours(Ink ink) {
        return CommandLine.Help.defaultColorScheme(ink.colours() ? Ansi.ON : Ansi.OFF);
    }
}
