package dev.muster.validate;

import dev.muster.contract.BatchId;
import dev.muster.contract.BatchSpec;
import dev.muster.contract.Problem;
import dev.muster.contract.Profile;
import dev.muster.ledger.Acceptance;
import dev.muster.ledger.Intake;
import java.util.List;

/** The ledger as <em>validate</em> sees it: {@link Intake}, behind a port. */
public interface Admission {
    /** As {@link Intake#accept}. */
    Acceptance accept(BatchId id, BatchSpec spec, List<Profile> profiles, String cause, String origin);

    /** As {@link Intake#refuse}. */
    void refuse(String cause, String origin, List<Problem> problems);

    /** The real one. */
    static Admission of(Intake intake) {
        return new Admission() {
            @Override
            public Acceptance accept(BatchId id, BatchSpec spec, List<Profile> profiles, String cause, String origin) {
                return intake.accept(id, spec, profiles, cause, origin);
            }

            @Override
            public void refuse(String cause, String origin, List<Problem> problems) {
                intake.refuse(cause, origin, problems);
            }
        };
    }
}
