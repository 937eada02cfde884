package dev.muster.aggregate;

import dev.muster.contract.EventTypes;
import dev.muster.contract.Events;
import dev.muster.contract.Json;
import dev.muster.contract.Promotion;
import dev.muster.contract.Verdict;
import dev.muster.ledger.Completion;
import io.cloudevents.CloudEvent;
import java.util.List;

/** The events that a completion makes; the same completion makes the very same ones. */
final class Answers {
    private static final String SOURCE = "/muster/aggregate";

    private Answers() {}

    /** All of them. */
    static List<CloudEvent> of(Completion completion) {
        Promotion promoted = completion.verdict().promoted();
        return promoted == null
                ? List.of(completed(completion))
                : List.of(completed(completion), promoted(promoted, completion));
    }

    /**
     * That the batch has its verdict. A batch that was resumed gets another one, maybe through the same event, come
     * once more: so the id derives from all that the verdict says.
     */
    static CloudEvent completed(Completion completion) {
        Verdict verdict = completion.verdict();
        String batch = verdict.batch().value();
        return Events.of(
                EventTypes.BATCH_COMPLETED,
                SOURCE,
                batch,
                completion.cause() + " " + completion.at() + " " + Json.text(verdict),
                completion.at(),
                verdict);
    }

    /** A batch that was resumed may tell the same version once more, with its new verdict: that is another event. */
    private static CloudEvent promoted(Promotion promoted, Completion completion) {
        return Events.of(
                EventTypes.MODEL_PROMOTED,
                SOURCE,
                promoted.name(),
                promoted.name() + " " + promoted.version() + " " + completion.at(),
                completion.at(),
                promoted);
    }
}
