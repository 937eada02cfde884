package dev.muster.contract.batchfile;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names made from other words: lower case, dashes between. */
public final class Slug {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}._]+");
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|-+$");
    private static final int LONGEST = 80;

    private Slug() {}

    /** The words as a name; empty when there is no letter or digit in them. */
    public static String of(String words) {
        String dashed = BETWEEN.matcher(words.toLowerCase(Locale.ROOT)).replaceAll("-");
        String slug = AROUND.matcher(dashed).replaceAll("");
        return slug.length() <= LONGEST ? slug : slug.substring(0, LONGEST);
    }

    /** A name from that of a file, without folders and ending; {@code otherwise} when nothing is left of it. */
    public static String ofFile(String path, String otherwise) {
        String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = file.lastIndexOf('.');
        String name = of(dot > 0 ? file.substring(0, dot) : file);
        return name.isEmpty() ? otherwise : name;
    }
}
