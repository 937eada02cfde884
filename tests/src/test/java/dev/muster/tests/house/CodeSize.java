package dev.muster.tests.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Counts lines of code: blank lines and comments do not count.
 *
 * @param file counted
 * @param lines of code in it
 * @param methods in it, constructors included
 */
record CodeSize(Path file, int lines, List<Method> methods) {
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\".*?\"\"\"", Pattern.DOTALL);
    private static final Pattern STRING = Pattern.compile("\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern ANNOTATION = Pattern.compile("@\\w+(\\([^()]*\\))?");
    /** What a body opens after, if it is a method's: a parameter list, or the name of a compact constructor. */
    private static final Pattern HEAD = Pattern.compile(
            "(?!.*(?:\\b(?:class|record|interface|enum|new)\\b|=|->)).*(?:\\)(?: throws [\\w, .]+)?|\\b[A-Z]\\w*) \\{");

    record Method(Path file, String head, int lines) {}

    static CodeSize of(Path file) {
        return of(file, Repository.text(file));
    }

    static CodeSize of(Path file, String source) {
        String code = TEXT_BLOCK.matcher(source).replaceAll(text -> "\"\"" + "\n".repeat(newlines(text.group())));
        code = STRING.matcher(code).replaceAll("\"\"");
        code = COMMENT.matcher(code).replaceAll("");
        List<String> lines = code.lines().filter(line -> !line.isBlank()).toList();
        return new CodeSize(file, lines.size(), methods(file, lines));
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    private static List<Method> methods(Path file, List<String> lines) {
        List<Method> found = new ArrayList<>();
        String head = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            head = ANNOTATION.matcher(head + " " + line).replaceAll("").strip();
            if (line.endsWith("{") && HEAD.matcher(head).matches()) {
                int body = body(lines, i);
                found.add(new Method(file, head, body));
                i += body;
            }
            if (line.matches(".*[;{}]")) {
                head = "";
            }
        }
        return found;
    }

    /** Lines between the braces. */
    private static int body(List<String> lines, int head) {
        int depth = depth(lines.get(head));
        int next = head + 1;
        while (next < lines.size() && depth > 0) {
            depth += depth(lines.get(next++));
        }
        return Math.max(0, next - head - 2);
    }

    private static int depth(String line) {
        return (int) (line.chars().filter(c -> c == '{').count()
                - line.chars().filter(c -> c == '}').count());
    }
}
