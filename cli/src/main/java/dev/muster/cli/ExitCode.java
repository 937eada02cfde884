package dev.muster.cli;

/** What the process's exit code says; part of the interface, so never renumbered. */
public final class ExitCode {
    /** Done, and where there was a verdict it passed. */
    public static final int PASSED = 0;
    /** The batch failed a gate, a reproduction differs, or the audit is not as it was sealed. */
    public static final int NOT_PASSED = 1;
    /** The command line or the input is at fault; the same again fails again. */
    public static final int INVALID = 2;
    /** Something around the command is at fault: disk, database, network. */
    public static final int TROUBLE = 3;
    /** The launcher found no suitable Java. */
    public static final int NO_JAVA = 4;
    /** The launcher could not build. */
    public static final int NOT_BUILT = 5;
    /** A mistake in Muster itself. */
    public static final int BUG = 70;
    /** Cancelled, by Ctrl-C or by {@code muster cancel}. */
    public static final int CANCELLED = 130;

    private ExitCode() {}
}
