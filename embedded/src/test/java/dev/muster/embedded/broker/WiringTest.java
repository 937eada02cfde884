package dev.muster.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.contract.EventTypes;
import dev.muster.contract.InvalidInputException;
import dev.muster.contract.Problem;
import dev.muster.contract.SampleEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiringTest {
    private static final Path DEPLOYED = Path.of("..", "knative", "base");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "dev.muster.batch.requested,          /ci,                                       validate",
        "com.amazonaws.s3.ObjectCreated:Put,  arn:aws:s3:::incoming,                     validate",
        "dev.knative.sources.ping,            /apis/v1/namespaces/m/pingsources/nightly, validate",
        "dev.knative.sources.ping,            /apis/v1/namespaces/m/pingsources/sweep,   aggregate train",
        "dev.muster.sweep.requested,          /muster/clock,                             aggregate train",
        "dev.muster.function.started,         /muster/validate,                          train",
        "dev.muster.function.started,         /muster/train,                             aggregate",
        "dev.muster.batch.accepted,           /muster/validate,                          train",
        "dev.muster.jobs.finished,            /muster/cluster/a,                         aggregate train",
        "dev.muster.jobs.progressed,          /muster/cluster/a,                         aggregate",
        "dev.muster.batch.rejected,           /muster/validate,                          ''",
        "dev.muster.batch.skipped,            /muster/validate,                          ''",
        "dev.muster.batch.completed,          /muster/aggregate,                         train",
        "dev.muster.model.promoted,           /muster/aggregate,                         ''",
        "com.example.other,                   /there,                                    ''",
    })
    void sendsEveryEventOfTheDeployedPipelineWhereItBelongs(String type, String source, String subscribers) {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("1")
                .withType(type)
                .withSource(URI.create(source))
                .build();

        String selected = Wiring.read(DEPLOYED, "muster").triggers().stream()
                .filter(trigger -> trigger.filter().matches(event))
                .map(Trigger::subscriber)
                .sorted()
                .collect(Collectors.joining(" "));

        assertThat(selected).isEqualTo(subscribers);
    }

    @Test
    void namesARetryPolicyAndADeadLetterSinkInEveryDeployedTrigger() {
        assertThat(Wiring.read(DEPLOYED, "muster").triggers())
                .hasSize(3)
                .allSatisfy(trigger -> assertThat(trigger.delivery())
                        .isEqualTo(new Delivery(
                                6,
                                Delivery.Backoff.EXPONENTIAL,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(60),
                                Optional.of("dead-letters"))));
    }

    @Test
    void selectsByTypesThatThisVersionKnows() throws IOException {
        List<String> known =
                SampleEvents.all().stream().map(CloudEvent::getType).toList();
        List<String> named = Files.readAllLines(DEPLOYED.resolve("trigger-validate.yaml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("type: "))
                .map(line -> line.substring("type: ".length()))
                .toList();

        assertThat(named)
                .containsExactly(EventTypes.BATCH_REQUESTED, EventTypes.S3_OBJECT_CREATED_PREFIX, EventTypes.PING)
                .allSatisfy(type -> assertThat(known).anyMatch(name -> name.startsWith(type)));
    }

    @Test
    void takesWhatATriggerDoesNotSayFromItsBroker() throws IOException {
        write("a.yaml", """
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata: {name: t}
                spec:
                  broker: b
                  subscriber: {uri: "http://localhost:1/"}
                  delivery: {backoffPolicy: linear}
                ---
                apiVersion: v1
                kind: ConfigMap
                ---
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata: {name: of-another-broker}
                spec: {broker: c}
                """);
        write("z.yaml", """
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata: {name: b}
                spec: {delivery: {retry: 2, backoffDelay: PT1S, deadLetterSink: {uri: "http://localhost:2/"}}}
                """);

        assertThat(Wiring.read(folder, "b").triggers())
                .containsExactly(new Trigger(
                        "t",
                        new Filter.Attributes(Map.of()),
                        new Delivery(
                                2,
                                Delivery.Backoff.LINEAR,
                                Duration.ofSeconds(1),
                                Duration.ZERO,
                                Optional.of("http://localhost:2/")),
                        "http://localhost:1/"));
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() throws IOException {
        write("a.yaml", """
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata: {name: t}
                spec:
                  broker: b
                  filters: [{cesql: "true"}]
                  delivery: {retry: -1, backoffPolicy: fast, backoffDelay: 5s}
                """);
        write("b.yaml", "a: [");

        assertThat(problems("b"))
                .extracting(Problem::place)
                .containsExactlyInAnyOrder(
                        "a.yaml: Trigger t: spec.filters[0].cesql",
                        "a.yaml: Trigger t: spec.delivery.retry",
                        "a.yaml: Trigger t: spec.delivery.backoffPolicy",
                        "a.yaml: Trigger t: spec.delivery.backoffDelay",
                        "a.yaml: Trigger t: spec.subscriber",
                        "b.yaml");
    }

    @Test
    void refusesAFolderWithoutTriggers() {
        assertThat(problems("b"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("no Trigger of Broker b"));
    }

    private List<Problem> problems(String broker) {
        return catchThrowableOfType(InvalidInputException.class, () -> Wiring.read(folder, broker))
                .problems();
    }

    private void write(String file, String yaml) throws IOException {
        Files.writeString(folder.resolve(file), yaml);
    }
}
