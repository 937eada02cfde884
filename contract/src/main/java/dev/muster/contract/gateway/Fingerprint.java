package dev.muster.contract.gateway;

import dev.muster.contract.Digest;
import dev.muster.contract.Json;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster is made of, so that two that should be alike can be told apart.
 *
 * @param cluster name of it
 * @param facts by name: versions ({@code ray}, {@code python}, {@code java}, {@code muster}, {@code platform}) and
 *     digests ({@code trainer}: of the jars that train)
 */
public record Fingerprint(String cluster, Map<String, String> facts) {
    public Fingerprint {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** Equal for clusters that are made alike, whatever their names. */
    public String digest() {
        return Digest.of(Json.text(facts));
    }
}
