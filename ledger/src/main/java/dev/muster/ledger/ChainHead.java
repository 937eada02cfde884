package dev.muster.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of the chain: whoever noted it can tell later whether the chain was cut short or made anew.
 *
 * @param position of the last link, counted from 1; 0 when there is none
 * @param digest of it, and so of all before it
 */
public record ChainHead(long position, String digest) {
    /** Nothing was sealed yet. */
    static final ChainHead NONE = new ChainHead(0, "");

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})@(sha256:[0-9a-f]{64})");

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static ChainHead parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is no head of the audit; write 123@sha256:…");
        }
        return new ChainHead(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return position + "@" + digest;
    }
}
