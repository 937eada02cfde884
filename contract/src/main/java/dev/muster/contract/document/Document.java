package dev.muster.contract.document;

import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.document.Node.Mark;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads a file that a person wrote, YAML or JSON, into a tree that knows where everything stands. */
public final class Document {
    /** No file that a person wrote is larger. */
    public static final int MAX_BYTES = 4 << 20;

    private Document() {}

    /**
     * Reads a document.
     *
     * @param bytes UTF-8, a byte order mark allowed
     * @param name of the file, for problems that have no better place
     * @param problems takes mistakes that do not make the rest unreadable, such as a field given twice
     * @throws InvalidInputException when it cannot be read on, with line and column
     */
    public static Value parse(byte[] bytes, String name, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            String message = String.format(Locale.ROOT, "is longer than %,d bytes", MAX_BYTES);
            throw InvalidInputException.of(Problem.at(name, message, "use a sweep, or several files"));
        }
        String text = decode(bytes, name);
        return new Value("", name, tree(text, name, problems));
    }

    private static Node tree(String text, String name, Problems problems) {
        String start = text.stripLeading();
        boolean flow = start.startsWith("{") || start.startsWith("[");
        if (flow) {
            TreeBuilder tree = new TreeBuilder(name, problems);
            try {
                JsonSource.read(text, tree);
                return root(tree);
            } catch (InvalidInputException notJson) {
                // YAML has brackets too; the file's name, or its quotes, tell what it was meant to be.
                if (name.endsWith(".json") || start.substring(1).stripLeading().startsWith("\"")) {
                    throw notJson;
                }
            }
        }
        TreeBuilder tree = new TreeBuilder(name, problems);
        YamlSource.read(text, tree);
        return root(tree);
    }

    private static Node root(TreeBuilder tree) {
        return tree.root()
                .orElseThrow(() -> tree.refused(new Mark(1, 1), "is empty", "see the examples in docs/batch-file.md"));
    }

    private static String decode(byte[] bytes, String name) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        int start = text.length() > 0 && text.charAt(0) == '\uFEFF' ? 1 : 0;
        String decoded = text.toString();
        if (result.isError()) {
            throw unreadable(decoded, decoded.length(), name, "holds bytes that are not UTF-8");
        }
        for (int i = start; i < decoded.length(); i++) {
            if (unprintable(decoded.charAt(i))) {
                String character = String.format("U+%04X", (int) decoded.charAt(i));
                throw unreadable(decoded, i, name, "holds the unprintable character " + character);
            }
        }
        return decoded.substring(start);
    }

    private static boolean unprintable(char c) {
        boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
        return control || (c >= 0x7F && c < 0xA0 && c != 0x85) || c == '\uFEFF' || c >= '\uFFFE';
    }

    private static InvalidInputException unreadable(String text, int at, String name, String message) {
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = at - before.lastIndexOf('\n');
        return InvalidInputException.of(
                Problem.at(name, message, "save the file as UTF-8 text").on(line, column));
    }
}
