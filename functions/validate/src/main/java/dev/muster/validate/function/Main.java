package dev.muster.validate.function;

import dev.muster.edge.WakeUp;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the function; who comes after it is woken first. */
@QuarkusMain
public final class Main {
    private Main() {}

    /** Runs until the process is told to end. */
    public static void main(String... arguments) {
        WakeUp.send("validate", System.getenv());
        Quarkus.run(arguments);
    }
}
