package dev.muster.trainer;

import dev.muster.contract.JobSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that a model depends on: equal provenance, equal model.
 *
 * @param job with its dataset's digest, parameters and seed
 * @param versions of Muster, the JVM and the libraries that the algorithm names
 * @param platform operating system and processor architecture
 * @param threads that one training computes with; another number may round differently
 */
public record Provenance(JobSpec job, Map<String, String> versions, Platform platform, int threads) {
    /** Each training computes with one thread; the cores are used by training several at a time. */
    public static final int THREADS = 1;

    private static final String MUSTER = musterVersion();

    public Provenance {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }

    /** Of a job trained here and now. */
    static Provenance of(JobSpec job) {
        return of(job, Algorithms.find(job.algorithm()).versions(), THREADS);
    }

    /**
     * Of a job trained on this machine.
     *
     * @param libraries versions of what it was trained with
     */
    public static Provenance of(JobSpec job, Map<String, String> libraries, int threads) {
        Map<String, String> versions = new TreeMap<>(libraries);
        versions.put("muster", MUSTER);
        versions.put("jvm", System.getProperty("java.vm.version"));
        return new Provenance(
                job, versions, new Platform(System.getProperty("os.name"), System.getProperty("os.arch")), threads);
    }

    /** What is not the same about the surroundings now, for people; nothing when equal jobs get equal models. */
    List<String> differences(Provenance now) {
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(versions.keySet());
        names.addAll(now.versions.keySet());
        names.forEach(name -> {
            String then = versions.getOrDefault(name, "none");
            String other = now.versions.getOrDefault(name, "none");
            if (!other.equals(then)) {
                differences.add(name + " was " + then + ", is " + other);
            }
        });
        if (!platform.equals(now.platform)) {
            differences.add("platform was " + platform + ", is " + now.platform);
        }
        if (threads != now.threads) {
            differences.add("threads were " + threads + ", are " + now.threads);
        }
        return differences;
    }

    private static String musterVersion() {
        try (InputStream in = Provenance.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("version.txt is missing from the trainer's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a model was trained, as Java names it. */
    public record Platform(String os, String architecture) {}
}
