package dev.muster.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.BatchState;
import dev.muster.ledger.DeadLetter;
import dev.muster.ledger.LetterHistory;
import dev.muster.ledger.LetterState;
import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The lives that are recorded, by name and in the order of the recording; each may be lived any number of times. */
final class Plots {
    /** In which everything goes as it should. */
    static final String USUAL = "trained";

    /** In which there is nothing to do. */
    static final String IDLE = "woken";

    private final Stage stage;
    private final Map<String, Plot> plots = new LinkedHashMap<>();
    private int lives;

    Plots(Stage stage) {
        this.stage = stage;
        plots.put(IDLE, this::woken);
        plots.put(USUAL, this::trained);
        plots.put("again", this::again);
        plots.put("lost", this::lost);
        plots.put("cancelled", this::cancelled);
        plots.put("expired", this::expired);
        plots.put("overdue", this::overdue);
        plots.put("preempted", this::preempted);
        plots.put("failed", this::failed);
        plots.put("buried", this::buried);
        plots.put("pruned", this::pruned);
    }

    Set<String> names() {
        return plots.keySet();
    }

    /**
     * Lives it to its end, and then holds all that happened so far against what must hold.
     *
     * @param turn is called where it takes its own way; up to there it is the usual one
     */
    void play(String name, Runnable turn) {
        Objects.requireNonNull(plots.get(name), name).play(turn);
        stage.settle();
        stage.aftermath().check();
    }

    private Life begin(String terms, String... jobs) {
        return Life.begin(stage, lives++, terms, jobs);
    }

    private void woken(Runnable turn) {
        turn.run();
        stage.wake();
    }

    private void trained(Runnable turn) {
        turn.run();
        train();
    }

    private Life train() {
        Life life = begin("", "good", "flaky");
        life.askInVain();
        life.end(BatchState.PASSED, 1);
        return life;
    }

    private void again(Runnable turn) {
        Life life = train();
        turn.run();
        life.again();
        stage.settle();
        life.end(BatchState.PASSED, 1);
    }

    private void lost(Runnable turn) {
        Life life = begin("", "silent", "good");
        life.awaitRunning("good");
        turn.run();
        life.end(BatchState.PASSED, 1);
    }

    private void cancelled(Runnable turn) {
        Life life = begin("running: 1\n", "long", "good");
        life.awaitRunning();
        turn.run();
        stage.person().ask("cancel", life.batch().value());
        life.awaitVerdicts(1);
        stage.person().ask("resume", life.batch().value());
        life.end(BatchState.PASSED, 2);
    }

    private void expired(Runnable turn) {
        Life life = begin("running: 1\nexpires: 2100-01-01T00:00:00Z\n", "long", "good");
        life.awaitRunning();
        turn.run();
        life.now("expires_at");
        life.awaitExpiry();
        stage.trainings().end(life.batch());
        life.end(BatchState.CANCELLED, 1);
    }

    private void overdue(Runnable turn) {
        Life life = begin("join: {within: 1h}\ngates: {finished: 1}\n", "late", "good");
        life.awaitRunning("good");
        turn.run();
        life.now("deadline");
        life.end(BatchState.PASSED, 1);
    }

    private void preempted(Runnable turn) {
        turn.run();
        Life low = begin("team: small\n", "long");
        low.awaitRunning();
        Life high = begin("team: small\npriority: 20\n", "good");
        high.end(BatchState.PASSED, 1);
        low.end(BatchState.PASSED, 1);
    }

    private void failed(Runnable turn) {
        turn.run();
        Life life = begin("", "broken");
        life.awaitVerdicts(1);
        stage.person().ask("resume", life.batch().value());
        life.awaitVerdicts(2);
        stage.person().ask("redrive-job", life.job("broken").value());
        life.end(BatchState.PASSED, 3);
    }

    private void buried(Runnable turn) {
        Life life = begin("", "long");
        life.awaitRunning();
        turn.run();
        CloudEvent whole = stage.trainings().garble(life.batch());
        String letter = new DeadLetter(
                        whole.getSource().toString(), whole.getId(), whole.getType(), Map.of(), new byte[0])
                .id();
        life.await("letter", () -> stage.own().letters().letter(letter).isPresent());
        stage.person()
                .ask("patch", letter, stage.data(letter, Aftermath.text(whole)).toString());
        stage.person().ask("redrive", letter);
        life.end(BatchState.PASSED, 1);
        stage.trainings().forget(life.batch());
        LetterHistory history = stage.own().letters().letter(letter).orElseThrow();
        assertThat(history.state()).isEqualTo(LetterState.REDRIVEN);
        assertThat(history.deaths()).hasSize(1);
        assertThat(history.redrives()).hasSize(1);
    }

    private void pruned(Runnable turn) {
        String ledger = stage.archive().ledger();
        turn.run();
        stage.person().ask("prune", ledger);
        stage.archive().assertPruned(ledger);
    }

    /** A life that takes its own way from a turn on. */
    private interface Plot {
        void play(Runnable turn);
    }
}
