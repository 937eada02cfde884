package dev.muster.cli.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values as the report prints them. */
final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int SHORT_DIGEST = "sha256:".length() + 12;
    private static final double THOUSAND = 1000;

    private Words() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** A digest that can be told from others, with the whole of it to see on hovering. */
    static Markup digest(String digest) {
        String text = digest.length() > SHORT_DIGEST ? digest.substring(0, SHORT_DIGEST) + "…" : digest;
        return Markup.of("<code title=\"{}\">{}</code>", digest, text);
    }

    /** A number with thin spaces between thousands. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    static String bytes(long bytes) {
        double value = bytes;
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (value >= THOUSAND && unit < units.length - 1) {
            value /= THOUSAND;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
