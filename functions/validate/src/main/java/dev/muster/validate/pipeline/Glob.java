package dev.muster.validate.pipeline;

/**
 * A pattern in which {@code *} stands for any characters and {@code ?} for one; everything else for itself.
 *
 * @param pattern to match the whole of a text
 */
record Glob(String pattern) {
    /** Whether a text matches; takes at most pattern × text steps, whatever they hold. */
    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
}
