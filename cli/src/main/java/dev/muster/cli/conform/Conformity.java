package dev.muster.cli.conform;

import java.util.List;

/**
 * How an overlay did.
 *
 * @param overlay its folder
 * @param objects that it comes to
 * @param findings empty when it conforms
 */
public record Conformity(String overlay, int objects, List<Finding> findings) {
    public Conformity {
        findings = List.copyOf(findings);
    }
}
