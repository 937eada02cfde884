package dev.muster.cli;

/** Colours for text, or none: ANSI escapes where the reader is a terminal that wants them. */
public enum Ink {
    COLOURED,
    PLAIN;

    static Ink of(boolean colours) {
        return colours ? COLOURED : PLAIN;
    }

    boolean colours() {
        return this == COLOURED;
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String accent(String text) {
        return paint("36", text);
    }

    private String paint(String code, String text) {
        return colours() && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
