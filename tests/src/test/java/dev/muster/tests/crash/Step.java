package dev.muster.tests.crash;

import dev.muster.contract.Digest;
import java.util.stream.Stream;

/**
 * Something that a function does and others can see: a statement, a commit, an event, a call, an answer.
 *
 * @param life in which it happens first
 * @param function that does it
 * @param what it does
 */
record Step(String life, String function, String what) {
    /** The life of a function that starts. */
    static final String START = "start";

    /** What comes before a life takes its own way. */
    static final String BEFORE = "before";

    /** In the place of a life, of a step that not every calm run takes: nobody can wait for it to die there. */
    static final String SOMETIMES = "sometimes";

    /** How a commit is called that writes into the audit, since it changes the state of something. */
    static final String CHANGE = "change";

    private static final int SHOWN = 70;

    static Step read(String line) {
        String[] parts = line.split(" \\| ", 3);
        return new Step(parts[0], parts[1], parts[2]);
    }

    /**
     * What makes it this step and no other: who does what, and in which life if it changes the state of something or
     * says so. Everything else is the same step in whatever life.
     */
    String deed() {
        return Stream.of(CHANGE, "emit", "call POST").anyMatch(what::startsWith) ? toString() : does();
    }

    /** Who does what, in whatever life. */
    String does() {
        return function + " | " + what;
    }

    Step sometimes() {
        return new Step(SOMETIMES, function, what);
    }

    /** A text as far as people need it, and a digest of all of it. */
    static String brief(String text) {
        String flat = text.replaceAll("\\s+", " ").strip();
        String digest = Digest.of(flat).replace("sha256:", "").substring(0, 6);
        return digest + " " + flat.substring(0, Math.min(SHOWN, flat.length())).strip();
    }

    @Override
    public String toString() {
        return life + " | " + does();
    }
}
