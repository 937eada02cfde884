package dev.muster.contract.document;

import dev.muster.contract.document.Node.Mark;
import dev.muster.contract.document.Node.Scalar;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an unquoted word is: the core schema of YAML 1.2 (10.3.2) without octal, hexadecimal, infinity and NaN. */
final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final int LONGEST_NUMBER = 400;

    private Scalars() {}

    static Scalar quoted(String text, Mark mark) {
        return new Scalar(text, text, mark);
    }

    static Scalar plain(String text, Mark mark) {
        return new Scalar(value(text), text, mark);
    }

    private static @Nullable Object value(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches() ? number(text) : text;
        };
    }

    private static Object number(String text) {
        if (INTEGER.matcher(text).matches()) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException tooLong) {
                return real(text);
            }
        }
        return real(text);
    }

    /** One that is too large for a double stays a text, which the schema refuses where a number is wanted. */
    private static Object real(String text) {
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? (Object) value : text;
    }
}
