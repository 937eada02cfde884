package dev.muster.ledger;

import dev.muster.contract.Digest;
import java.util.List;
import java.util.regex.Pattern;

/** What deaths of one cause have in common: a stable digest without ids, numbers and addresses. */
final class Fingerprint {
    private static final int ENOUGH = 400;
    private static final Pattern ID = Pattern.compile(
            "\\b([a-z]-)?(?=[0-9a-f-]*[0-9])[0-9a-f]{8,}(-[0-9a-f]{4,})*\\b|\\bsha256:[0-9a-f]+",
            Pattern.CASE_INSENSITIVE);
    /** What Kubernetes appends to the names of Pods: letters that make no words. */
    private static final Pattern POD = Pattern.compile(
            "(-[bcdfghjklmnpqrstvwxz2456789]{8,10})?-(?=[2456789]*[a-z])[bcdfghjklmnpqrstvwxz2456789]{5}\\b");
    /** Of an object in memory, as Java and Python write it. */
    private static final Pattern OBJECT =
            Pattern.compile("(?<=@)[0-9a-f]{1,8}\\b|\\b0x[0-9a-f]+", Pattern.CASE_INSENSITIVE);
    /** Of a host, as IPv6 has it; those of IPv4 are numbers. */
    private static final Pattern HOST = Pattern.compile(
            "(?<![\\w:])(::[0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,7}|(?=[a-f:]*[0-9])[0-9a-f]{1,4}(::?[0-9a-f]{1,4}){2,7})"
                    + "(?![\\w:]|\\.\\d)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("\\d+([.:,-]\\d+)*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Fingerprint() {}

    /** Of what kind of thing died, and of what. */
    static String of(Fault fault, String kind, String error) {
        return Digest.id("f-", fault.name(), kind, normal(error));
    }

    static String normal(String error) {
        String text = error.substring(0, Math.min(error.length(), 4 * ENOUGH));
        for (Pattern differs : List.of(POD, ID, OBJECT, HOST, NUMBER)) {
            text = differs.matcher(text).replaceAll("#");
        }
        text = SPACE.matcher(text).replaceAll(" ").strip();
        return text.substring(0, Math.min(text.length(), ENOUGH));
    }
}
