package dev.muster.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.console.Redriving;
import dev.muster.contract.BatchState;
import dev.muster.contract.EventTypes;
import dev.muster.contract.JobsFinished;
import dev.muster.contract.Json;
import dev.muster.ledger.DeadLetter;
import dev.muster.ledger.Fault;
import dev.muster.ledger.LetterHistory;
import dev.muster.ledger.LetterState;
import dev.muster.ledger.Letters;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An event that nobody takes, on an installation with a console: it is kept, and taken once its data is mended. */
final class GarbledReport {
    private final Scenario scenario;
    private final Letters letters;
    private final CloudEvent event;
    private final String letter;

    GarbledReport(Scenario scenario) {
        this.scenario = scenario;
        this.letters = scenario.muster.ledger().letters();
        String id = "garbled-" + System.currentTimeMillis();
        this.event = CloudEventBuilder.v1()
                .withId(id)
                .withType(EventTypes.JOBS_FINISHED)
                .withSource(Scenario.SOURCE)
                .withData("application/json", "{\"results\": ".getBytes(StandardCharsets.UTF_8))
                .build();
        this.letter =
                new DeadLetter(Scenario.SOURCE.toString(), id, EventTypes.JOBS_FINISHED, Map.of(), new byte[0]).id();
    }

    void assertTakenOnceItIsMended() {
        scenario.muster.send(event);
        assertThat(deaths(1)).extracting(LetterHistory.Death::fault).containsExactly(Fault.POISON);

        redrive("nobody mended it");
        deaths(2);

        assertThat(letters.patch(letter, Json.bytes(new JobsFinished(List.of())), "test", "it was cut off"))
                .isTrue();
        redrive("it is mended");

        // By then it would have died again.
        assertThat(scenario.verdict(Scenario.request(event.getId(), """
                batch: after
                dataset: digits
                jobs: [{name: only, model: logistic-regression, parameters: {epochs: 1}}]
                """)).state())
                .isEqualTo(BatchState.PASSED);
        LetterHistory mended = letters.letter(letter).orElseThrow();
        assertThat(mended.state()).isEqualTo(LetterState.REDRIVEN);
        assertThat(mended.deaths()).hasSize(2);
    }

    private void redrive(String why) {
        Redriving.Sent sent = new Redriving(letters, scenario.muster::send).redrive(List.of(letter), "test", why);
        assertThat(sent.letters()).containsExactly(letter);
    }

    private List<LetterHistory.Death> deaths(int count) {
        return Scenario.await(() -> letters.letter(letter)
                .map(LetterHistory::deaths)
                .filter(deaths -> deaths.size() == count)
                .orElse(null));
    }
}
