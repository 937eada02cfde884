package dev.muster.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in the form {@code sha256:<64 hex digits>}, and the short identifiers derived from it. */
public final class Digest {
    private static final int SHORT = 16;

    private Digest() {}

    /** The digest of some bytes. */
    public static String of(byte[] bytes) {
        return format(sha256().digest(bytes));
    }

    /** The digest of a sequence of texts; no two different sequences share one by concatenation. */
    public static String of(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return format(digest.digest());
    }

    /** A short, stable identifier: the prefix and 16 hex digits of the digest of the parts. */
    public static String id(String prefix, String... parts) {
        return prefix + of(parts).substring("sha256:".length(), "sha256:".length() + SHORT);
    }

    /** A fresh SHA-256, for callers that stream. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The printed form of a finished SHA-256. */
    public static String format(byte[] sha256) {
        return "sha256:" + HexFormat.of().formatHex(sha256);
    }
}
