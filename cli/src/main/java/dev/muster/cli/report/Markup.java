package dev.muster.cli.report;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A piece of HTML or SVG that is safe by construction: whatever is put into a template is escaped, unless it is markup
 * itself.
 */
final class Markup {
    static final Markup NONE = new Markup("");

    private static final String HOLE = "{}";

    private final String text;

    private Markup(String text) {
        this.text = text;
    }

    /**
     * Fills a template; attributes in it are written in double quotes.
     *
     * @param template written in the source, never computed
     * @param values one for each {@code {}}: markup as it is, collections of markup in turn, numbers with at most two
     *     decimals, everything else escaped
     */
    static Markup of(String template, Object... values) {
        StringBuilder filled = new StringBuilder(template.length() + 64);
        int from = 0;
        for (Object value : values) {
            int hole = template.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException("more values than holes in: " + template);
            }
            filled.append(template, from, hole).append(html(value));
            from = hole + HOLE.length();
        }
        if (template.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException("more holes than values in: " + template);
        }
        return new Markup(filled.append(template, from, template.length()).toString());
    }

    /** Text of our own that is not to be escaped, such as a style sheet. */
    static Markup trusted(String text) {
        return new Markup(text);
    }

    /** One piece for each item. */
    static <T> Markup each(Collection<T> items, Function<? super T, Markup> piece) {
        return new Markup(items.stream().map(piece).map(Markup::toString).collect(Collectors.joining("\n")));
    }

    /** This when a condition holds, otherwise nothing. */
    Markup when(boolean condition) {
        return condition ? this : NONE;
    }

    @Override
    public String toString() {
        return text;
    }

    private static String html(Object value) {
        if (value instanceof Markup markup) {
            return markup.text;
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(Markup::html).collect(Collectors.joining("\n"));
        }
        return value instanceof Double number ? number(number) : escape(String.valueOf(value));
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
