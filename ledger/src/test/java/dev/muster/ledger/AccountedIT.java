package dev.muster.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That {@link Accounted}, which all tests on a ledger end with, sees what is missing. */
class AccountedIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update batch set called_off_at = now()",
                "update batch set expired_at = now()",
                "update attempt set preempted_for = job_id",
                "update job set state = 'CANCELLED' where state = 'QUEUED'",
                "update attempt set state = 'LOST', ended_at = now(), lease_until = null",
                "delete from verdict; insert into verdict (batch_id, completed_at, cause, metric, why)"
                        + " select id, now(), 'e', 'accuracy', 'x' from batch"
            })
    void aChangeOfStateWithoutAnEntryIsSeen(String change) {
        Opened at = new Opened();
        at.accept(Samples.batch("b", 2));
        at.claimOne();

        Databases.execute(at.config, change);

        assertThatThrownBy(at::close).isInstanceOf(AssertionError.class).hasMessageContaining("without an entry");
    }
}
