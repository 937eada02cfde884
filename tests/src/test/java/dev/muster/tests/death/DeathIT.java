package dev.muster.tests.death;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The deaths that happen most; {@link DeathMatrixIT} has the others. */
@Timeout(400)
@EnabledIfEnvironmentVariable(named = "MUSTER_RAY", matches = ".+", disabledReason = "it names no Ray to test with")
class DeathIT extends Deaths {
    /** Ray puts another process in its place, and the call goes on there from the last checkpoint. */
    @Test
    void aTrainerThatIsKilledIsReplacedByRay() {
        Training training = train("trainer").begun();
        ProcessHandle victim = training.process();

        Instant killed = Instant.now();
        Signal.KILL.to(victim);

        survived(training, "trainer process", killed, () -> training.replaced(1, killed));
        assertThat(training.audit("CLAIMED")).as("attempts").hasSize(1);
    }

    /** Nobody speaks for the attempt any more, so its lease runs out; the keeper's next gateway takes another. */
    @Test
    void aGatewayThatIsKilledCostsAnAttempt() {
        Training training = train("gateway").begun();

        Instant killed = Instant.now();
        Signal.KILL.to(cluster.process("gateway", "dev.muster.gateway.Gateway"));

        survived(training, "gateway", killed, () -> training.claimedAfter(killed));
        assertThat(training.audit("LOST")).hasSize(1);
    }

    /**
     * As its pod does when it has to move. What it says last waits in its spool until the next gateway passes it on.
     */
    @Test
    void aGatewayThatIsAskedToEndHandsItsAttemptBack() {
        Training training = train("gateway-ends").begun();

        ProcessHandle process = cluster.process("gateway", "dev.muster.gateway.Gateway");
        Instant asked = Instant.now();
        Signal.TERM.to(process);
        process.onExit().join();
        Duration took = Duration.between(asked, Instant.now());
        System.out.printf("the gateway ended within %.1f s%n", took.toMillis() / 1000.0);
        assertThat(took).as("its end").isLessThan(Duration.ofSeconds(5));

        survived(training, "gateway (asked to end)", asked, () -> training.claimedAfter(asked));
        assertThat(training.audit("STOPPED")).hasSize(1);
        assertThat(training.audit("LOST")).isEmpty();
        assertThat(training.audit("FAILED")).isEmpty();
    }

    /** It wakes up after its attempt was given to another, and what it still has to say changes nothing. */
    @Test
    void aTrainerThatHangsAndComesBackIsNotHeard() {
        Training training = train("zombie").begun();
        ProcessHandle zombie = training.process();

        Instant killed = Instant.now();
        Signal.STOP.to(zombie);
        training.lost();
        Signal.CONT.to(zombie);

        survived(training, "trainer that hangs", killed, () -> training.claimedAfter(killed));
        Patience.until("the zombie has spoken", () -> !training.audit("LATE").isEmpty());
        assertThat(training.completed(undisturbed).jobs().get(0).attempts()).isEqualTo(2);
    }

    /** Whoever submitted believes that nothing was taken, and gives the attempt back; so two train at a time. */
    @Test
    void aSubmissionThatIsTakenAndAnsweredByAnErrorCountsOnce() {
        proxy.spoil(call -> () -> call.get().map(taken -> GatewayProxy.Reply.of(500)));
        Instant spoilt = Instant.now();
        Training training = train("answered-500");

        survived(training, "answer to a submission (500)", spoilt, () -> training.claimedAfter(spoilt));
        assertThat(training.audit("HANDED_BACK")).hasSize(1);
        Patience.until(
                "the attempt that was given back has spoken",
                () -> !training.audit("LATE").isEmpty());
        assertThat(training.audit("SUCCEEDED")).as("counted results").hasSize(1);
    }
}
