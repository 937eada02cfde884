package dev.muster.embedded.broker;

import dev.muster.contract.Digest;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a real broker may do on a bad day, done on purpose. Each decision derives from the seed, the event, the Trigger
 * and how often they met before, never from timing; so a seed replays.
 *
 * @param seed of all decisions
 * @param duplicate probability that a delivery happens twice
 * @param delay probability that it waits, and so falls behind later ones
 * @param drop probability that an event that is already taken is lost
 * @param lostAnswer probability that the subscriber handles it, but its answer is lost: its events are not emitted, and
 *     it is delivered again
 * @param longest delay
 */
public record Turbulence(long seed, double duplicate, double delay, double drop, double lostAnswer, Duration longest) {
    /** A calm day. */
    public static final Turbulence NONE = new Turbulence(0, 0, 0, 0, 0, Duration.ZERO);

    /** The system property that {@link #fromProperty()} reads. */
    public static final String PROPERTY = "muster.turbulence";

    public Turbulence {
        for (double probability : new double[] {duplicate, delay, drop, lostAnswer}) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("no probability: " + probability);
            }
        }
    }

    /** As the system property {@code muster.turbulence} says; calm when it is not set. */
    public static Turbulence fromProperty() {
        String text = System.getProperty(PROPERTY, "");
        return text.isBlank() ? NONE : parse(text);
    }

    /** Reads {@code seed=7,duplicate=0.2,delay=0.3,drop=0.05,lostAnswer=0.1,longest=PT0.2S}; all are optional. */
    public static Turbulence parse(String text) {
        Map<String, String> values = new TreeMap<>(Map.of("seed", "1", "longest", "PT0.05S"));
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException(PROPERTY + " has no value in: " + part);
            }
            values.put(pair[0], pair[1]);
        }
        Turbulence turbulence = new Turbulence(
                Long.parseLong(values.remove("seed")),
                probability(values, "duplicate"),
                probability(values, "delay"),
                probability(values, "drop"),
                probability(values, "lostAnswer"),
                Duration.parse(values.remove("longest")));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException(PROPERTY + " does not know " + values.keySet());
        }
        return turbulence;
    }

    boolean calm() {
        return duplicate + delay + drop + lostAnswer == 0;
    }

    boolean duplicates(CloudEvent event, String trigger, int encounter) {
        return roll("duplicate", event, trigger, encounter) < duplicate;
    }

    boolean drops(CloudEvent event, String trigger, int encounter) {
        return roll("drop", event, trigger, encounter) < drop;
    }

    boolean losesAnswer(CloudEvent event, String trigger, int encounter) {
        return roll("lostAnswer", event, trigger, encounter) < lostAnswer;
    }

    /** How long a delivery waits; zero mostly. */
    Duration delays(CloudEvent event, String trigger, int encounter) {
        return roll("delay", event, trigger, encounter) < delay
                ? Duration.ofMillis(Math.round(longest.toMillis() * roll("longest", event, trigger, encounter)))
                : Duration.ZERO;
    }

    private double roll(String what, CloudEvent event, String trigger, int encounter) {
        String hash = Digest.id(
                "",
                what,
                Long.toString(seed),
                event.getSource().toString(),
                event.getId(),
                trigger,
                Integer.toString(encounter));
        return (Long.parseUnsignedLong(hash, 16) >>> 11) * 0x1p-53;
    }

    private static double probability(Map<String, String> values, String name) {
        String text = values.remove(name);
        return text == null ? 0 : Double.parseDouble(text);
    }
}
