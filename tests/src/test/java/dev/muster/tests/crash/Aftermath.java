package dev.muster.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.EventTypes;
import dev.muster.ledger.ChainHead;
import dev.muster.ledger.Verification;
import dev.muster.tests.proof.Promises;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold once everything has ended, of all that ever happened on a stage. */
final class Aftermath {
    private final Stage stage;
    private @Nullable ChainHead head;

    Aftermath(Stage stage) {
        this.stage = stage;
    }

    /** Every promise is kept, no event says two things, and the audit is a chain that goes on from where it was. */
    void check() {
        assertThat(Promises.broken(stage.ledger())).isEmpty();
        assertThat(contradictions()).as("events of one id that say two things").isEmpty();
        Verification audit = stage.own().audit().verify(Optional.ofNullable(head));
        assertThat(audit.findings()).as("what is wrong with the audit").isEmpty();
        if (audit.head().position() > 0) {
            head = audit.head();
        }
    }

    /** A report may have been cut off and mended; whatever a function says is the same each time. */
    private List<String> contradictions() {
        return stage.seen().stream()
                .filter(event -> !event.getType().equals(EventTypes.JOBS_FINISHED))
                .collect(Collectors.groupingBy(
                        CloudEvent::getId, Collectors.mapping(Aftermath::text, Collectors.toSet())))
                .entrySet()
                .stream()
                .filter(event -> event.getValue().size() > 1)
                .map(Map.Entry<String, Set<String>>::toString)
                .toList();
    }

    /** What an event says. */
    static String text(CloudEvent event) {
        return event.getData() == null ? "" : new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    }
}
