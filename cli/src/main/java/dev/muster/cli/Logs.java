package dev.muster.cli;

import dev.muster.cli.system.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the libraries have to say goes into a file of the user's directory, so that the terminal is left to the user.
 */
final class Logs {
    private static final int LARGEST = 1 << 20;
    private static final int GENERATIONS = 3;

    private Logs() {}

    /** Begins to write there; a directory that cannot be written is somebody else's trouble. */
    static void into(Home home) {
        LogManager.getLogManager().reset();
        try {
            Files.createDirectories(home.logs());
            Handler file =
                    new FileHandler(home.logs().resolve("muster.%u.%g.log").toString(), LARGEST, GENERATIONS, true);
            file.setFormatter(new OneLine());
            Logger root = Logger.getLogger("");
            root.setLevel(Level.INFO);
            root.addHandler(file);
        } catch (IOException e) {
            Logger.getLogger("").setLevel(Level.OFF);
        }
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            Throwable thrown = entry.getThrown();
            return entry.getInstant() + " " + entry.getLevel() + " " + entry.getLoggerName() + " "
                    + formatMessage(entry) + (thrown == null ? "" : " " + trace(thrown)) + "\n";
        }

        private static String trace(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
