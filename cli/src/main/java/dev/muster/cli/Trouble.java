package dev.muster.cli;

/** Something that keeps a command from its work and that a person can mend; the message says what and how. */
public final class Trouble extends RuntimeException {
    private final int exitCode;

    private Trouble(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    private Trouble(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command line or the input is at fault. */
    public static Trouble invalid(String message) {
        return new Trouble(ExitCode.INVALID, message);
    }

    /** The surroundings are at fault. */
    public static Trouble around(String message) {
        return new Trouble(ExitCode.TROUBLE, message);
    }

    /** The surroundings are at fault, as a lower layer found out. */
    public static Trouble around(String message, Throwable cause) {
        return new Trouble(ExitCode.TROUBLE, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
