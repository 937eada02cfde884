package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The functions and the broker die while the cluster lives: each function is a process of its own. */
@Timeout(400)
@EnabledIfSystemProperty(named = "muster.deaths", matches = "all", disabledReason = "./hack/run.sh deaths runs it")
class FunctionDeathIT extends Deaths {
    private static ThreeFunctions functions;

    @BeforeAll
    static void start() throws Exception {
        functions = new ThreeFunctions(folder, cluster.home(), proxy.access(), LEASE);
    }

    @AfterAll
    static void stop() {
        if (functions != null) {
            functions.close();
        }
    }

    /** The claim stands in the ledger, the cluster never heard of it: the lease runs out. */
    @Test
    void trainKilledBetweenClaimAndSubmitCostsAnAttempt() {
        proxy.spoil(call -> () -> {
            functions.function("train").kill();
            return Optional.empty();
        });
        Training training = functions.train("before-submit", gateway);
        Instant killed = restart(training);

        survived(training, "train, between claim and submit", killed, () -> training.claimedAfter(killed));
        assertThat(training.audit("LOST")).hasSize(1);
    }

    /** The cluster trains, and nobody knows that it took the submission; the attempt reports all the same. */
    @Test
    void trainKilledAfterSubmitCostsNothing() {
        proxy.spoil(call -> () -> {
            var unused = call.get();
            functions.function("train").kill();
            return Optional.empty();
        });
        Training training = functions.train("after-submit", gateway);
        Instant killed = restart(training);

        survived(training, "train, between submit and answer", killed, progress(training));
        assertThat(training.audit("CLAIMED")).as("attempts").hasSize(1);
    }

    /** The client sends it again, and the gateway knows the attempt already. */
    @Test
    void anAnswerThatGetsLostCostsNothing() {
        proxy.spoil(call -> () -> {
            var unused = call.get();
            return Optional.empty();
        });
        Instant lost = Instant.now();
        Training training = functions.train("swallowed", gateway);

        survived(training, "answer to a submission (lost)", lost, () -> training.claimedAfter(lost));
        assertThat(training.audit("CLAIMED")).as("attempts").hasSize(1);
    }

    @Test
    void trainKilledInMidTrainingCostsNothing() {
        Training training = functions.train("train", gateway).begun();

        Instant killed = Instant.now();
        functions.function("train").crash();

        survived(training, "train, in mid-training", killed, progress(training));
        assertThat(training.audit("CLAIMED")).as("attempts").hasSize(1);
    }

    @Test
    void aBrokerThatIsReplacedLosesNothingThatMatters() throws Exception {
        Training training = functions.train("broker", gateway).begun();

        Instant killed = Instant.now();
        functions.replaceBroker(Duration.ofSeconds(3));

        survived(training, "broker", killed, progress(training));
    }

    private static Instant restart(Training training) {
        Patience.until("train is killed", () -> !functions.function("train").alive());
        Instant killed = Instant.now();
        functions.function("train").start();
        assertThat(training.audit("CLAIMED")).hasSize(1);
        return killed;
    }
}
