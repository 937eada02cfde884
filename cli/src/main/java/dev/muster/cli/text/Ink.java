package dev.muster.cli.text;

/** Colours for text, or none: ANSI escapes where the reader is a terminal that wants them. */
public enum Ink {
    COLOURED,
    PLAIN;

    static Ink of(boolean colours) {
        return colours ? COLOURED : PLAIN;
    }

    /** Whether it colours at all. */
    public boolean colours() {
        return this == COLOURED;
    }

    /** What matters most. */
    public String bold(String text) {
        return paint("1", text);
    }

    /** What matters least. */
    public String dim(String text) {
        return paint("2", text);
    }

    /** What went well. */
    public String good(String text) {
        return paint("32", text);
    }

    /** What went wrong. */
    public String bad(String text) {
        return paint("31", text);
    }

    /** What moves. */
    public String accent(String text) {
        return paint("36", text);
    }

    private String paint(String code, String text) {
        return colours() && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
