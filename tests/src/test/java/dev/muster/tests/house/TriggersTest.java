package dev.muster.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.EventTypes;
import dev.muster.contract.SampleEvents;
import dev.muster.embedded.broker.Trigger;
import dev.muster.embedded.broker.Wiring;
import io.cloudevents.CloudEvent;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Triggers that are deployed, held against what the functions read and write. */
class TriggersTest {
    private static final Path FOLDER = Repository.ROOT.resolve("knative/base");

    /** What each function emits; the pipeline tests see that it is no more. */
    private static final Map<String, Set<String>> OUTPUTS = Map.of(
            "validate",
                    Set.of(
                            EventTypes.FUNCTION_STARTED,
                            EventTypes.BATCH_ACCEPTED,
                            EventTypes.BATCH_REJECTED,
                            EventTypes.BATCH_SKIPPED),
            "train", Set.of(),
            "aggregate", Set.of(EventTypes.BATCH_COMPLETED, EventTypes.MODEL_PROMOTED));

    /** What each function has to hear of, whatever else. */
    private static final Map<String, Set<String>> INPUTS = Map.of(
            "validate", Set.of(EventTypes.BATCH_REQUESTED, EventTypes.PING, EventTypes.S3_OBJECT_CREATED_PREFIX),
            "train",
                    Set.of(
                            EventTypes.BATCH_ACCEPTED,
                            EventTypes.BATCH_COMPLETED,
                            EventTypes.FUNCTION_STARTED,
                            EventTypes.JOBS_FINISHED,
                            EventTypes.SWEEP_REQUESTED),
            "aggregate", Set.of(EventTypes.JOBS_FINISHED, EventTypes.JOBS_PROGRESSED, EventTypes.SWEEP_REQUESTED));

    static List<Trigger> triggers() {
        return Wiring.read(FOLDER, "muster").triggers();
    }

    @Test
    void everyFunctionHasItsTrigger() {
        assertThat(triggers()).extracting(Trigger::subscriber).containsExactlyInAnyOrderElementsOf(OUTPUTS.keySet());
    }

    /** A function that answers with what its own Trigger selects goes round in circles. */
    @ParameterizedTest
    @MethodSource("triggers")
    void noFunctionHearsItself(Trigger trigger) {
        Set<String> outputs = OUTPUTS.get(trigger.subscriber());

        assertThat(SampleEvents.all())
                .filteredOn(event -> outputs.contains(event.getType()))
                .noneMatch(event -> trigger.filter().matches(event));
        assertThat(SampleEvents.all()).extracting(CloudEvent::getType).containsAll(outputs);
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void everyFunctionHearsWhatItIsFor(Trigger trigger) {
        Set<String> heard = SampleEvents.all().stream()
                .filter(event -> trigger.filter().matches(event))
                .map(CloudEvent::getType)
                .collect(Collectors.toSet());

        assertThat(INPUTS.get(trigger.subscriber()))
                .allSatisfy(type -> assertThat(heard).anyMatch(sample -> sample.startsWith(type)));
    }

    /** Everything that a filter can name as a type is a constant that the code shares. */
    @Test
    void filtersSelectOnlyKnownTypes() {
        Pattern line = Pattern.compile("^\\s+type: (\\S+)$", Pattern.MULTILINE);
        Set<String> known = Arrays.stream(EventTypes.class.getFields())
                .map(TriggersTest::value)
                .collect(Collectors.toSet());
        Set<String> selected = Repository.files(FOLDER, ".yaml").stream()
                .map(Repository::text)
                .filter(yaml -> yaml.contains("kind: Trigger"))
                .flatMap(yaml -> line.matcher(yaml).results().map(match -> match.group(1)))
                .collect(Collectors.toSet());

        assertThat(selected).hasSizeGreaterThan(5);
        assertThat(known).containsAll(selected);
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
