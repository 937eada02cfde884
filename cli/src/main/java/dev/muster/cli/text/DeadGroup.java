package dev.muster.cli.text;

import dev.muster.ledger.DeadCase;
import dev.muster.ledger.Fault;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that died of one cause.
 *
 * @param what of the last of them, and so are the two after it
 */
public record DeadGroup(
        String fingerprint, Fault fault, int dead, Instant last, String what, String where, String error) {
    /** In the order of the last death of each. */
    public static List<DeadGroup> of(List<DeadCase> cases) {
        Map<String, DeadGroup> groups = new LinkedHashMap<>();
        for (DeadCase dead : cases) {
            DeadGroup before = groups.remove(dead.fingerprint());
            int count = before == null ? 1 : before.dead + 1;
            groups.put(
                    dead.fingerprint(),
                    new DeadGroup(
                            dead.fingerprint(),
                            dead.fault(),
                            count,
                            dead.at(),
                            dead.what(),
                            dead.where(),
                            dead.error()));
        }
        return List.copyOf(groups.values());
    }
}
