package dev.muster.cli;

import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.Terminal;
import dev.muster.contract.Json;
import dev.muster.validate.Resolver;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands share: the options that each has, and the world around them. */
abstract class Action implements Callable<Integer> {
    final Environment environment;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Option(names = "--debug", description = "Show a stack trace when something goes wrong.")
    boolean debug;

    Action(Environment environment) {
        this.environment = environment;
    }

    /** What problems are problems of; empty when it goes without saying. */
    String subject() {
        return "";
    }

    Terminal terminal() {
        return environment.terminal();
    }

    /** Prints a result: as JSON when asked for, otherwise as text. */
    void print(Object result, Runnable text) {
        if (json) {
            terminal().out().println(Json.text(result));
        } else {
            text.run();
        }
    }

    /** Says something on the way, where it is not taken for the result. */
    void say(String message) {
        if (!json) {
            terminal().err().println(message);
        }
    }

    /** Opens the embedded system. */
    Muster open(MusterConfig config, Resolver resolver) {
        Logs.into(config.home());
        return Muster.open(config, resolver, environment.clock());
    }

    /** Opens the embedded system. */
    Muster open(MusterConfig config) {
        return open(config, Resolver.open(config.validate()));
    }
}
