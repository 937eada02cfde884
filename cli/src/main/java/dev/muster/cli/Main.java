package dev.muster.cli;

import picocli.CommandLine;

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
        return new CommandLine(new MusterCommand(), new Commands(environment))
                .setOut(environment.terminal().out())
                .setErr(environment.terminal().err())
                .setColorScheme(environment.terminal().helpColours())
                .setUsageHelpWidth(
                        Math.max(60, Math.min(100, environment.terminal().width())))
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution)
                .execute(args);
    }
}
