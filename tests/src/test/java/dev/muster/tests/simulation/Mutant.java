package dev.muster.tests.simulation;

/** A rule broken on purpose, in the model alone: what nobody notices here is not checked. */
enum Mutant {
    REQUEST_COUNTS_TWICE("a batch that is known is accepted once more, and begins anew"),
    ACCEPTED_BEFORE_COMMIT("an acceptance is answered that is not kept"),

    RUNNING_IS_CLAIMED("a job that runs is claimed once more"),
    NUMBER_IS_USED_AGAIN("a new attempt has the number of the one before"),
    NOT_YET_DUE("a job is claimed before its backoff is over"),
    EXPIRED_IS_CLAIMED("a job starts after its batch has expired"),
    QUOTA_IGNORED("a team may have more than its quota"),
    WEIGHT_IGNORED("each team's share is the same, whatever its weight"),
    HOLDINGS_FORGOTTEN("what teams have already does not count"),
    ACCELERATORS_ARE_FREE("what runs with accelerators does not count"),
    URGENCY_BEATS_SHARES("the most urgent job goes first, whatever its team has"),
    BATCH_LIMIT_IGNORED("a batch may have more jobs running than it said"),
    CLUSTER_LIMIT_IGNORED("a cluster gets more than it may have"),

    RESULT_OF_LOST_COUNTS("a result of an attempt that was lost counts"),
    RESULT_COUNTS_TWICE("an attempt that failed may report again"),
    VERDICT_ENDS_NOTHING("a result after the verdict counts"),
    DEADLINE_ENDS_NOTHING("a result after the deadline counts"),
    CANCEL_ENDS_NOTHING("a stopped job of a cancelled batch waits again"),
    EXPIRY_ENDS_NOTHING("a failed job of an expired batch waits again"),
    LOST_COMES_BACK("a sign of life makes a lost attempt current again"),
    LEASE_MEANS_NOTHING("an attempt is lost although its lease holds"),
    LEASE_IS_NOT_RENEWED("signs of life renew nothing"),
    NOTHING_IS_EXPIRED("an attempt that fell silent is never found lost"),
    LOST_ATTEMPT_KEEPS_ITS_JOB("the job of a lost attempt is left running"),
    HANDED_BACK_KEEPS_ITS_JOB("the job of an attempt that no cluster took is left running"),
    HANDED_BACK_IS_FAILED("an attempt that no cluster took counts as a failure of its job"),
    NO_BACKOFF("a failed job is due at once"),
    GIVES_UP_EARLY("a job has one try less than it should"),
    FAILS_FOR_EVER("a job that fails is tried for ever"),
    INVALID_IS_RETRIED("a job that cannot succeed is tried again"),
    LOST_FOR_EVER("a job that kills whatever runs it is tried for ever"),
    TORN_COMMIT("half of a transaction is kept: the job succeeds, its result is gone"),

    FRESH_IS_RECALLED("a batch that wants its jobs trained is offered results"),
    ANY_RESULT_IS_OFFERED("results of other trainings are offered"),
    REUSED_IS_REUSED("results that were themselves reused are offered"),
    REUSE_IS_UNCHECKED("a cluster may report any result as that of an equal job"),

    EQUALS_MAKE_ROOM("a job makes room for one that is hardly more urgent"),
    MAKES_ROOM_FOR_EVER("a job makes room as often as asked"),

    SWEEP_FINDS_NOTHING("a batch whose event was lost is never judged"),
    QUORUM_IS_ONE_LESS("a batch passes with one success less than its quorum"),
    VERDICT_COUNTS_TWICE("a batch that is judged is judged again"),
    VERDICT_ON_WHAT_WAS("a verdict counts although its jobs have changed since"),
    VERDICT_LEAVES_JOBS("a verdict leaves the jobs that it does without in the queue"),
    VERSION_IS_TAKEN_TWICE("two batches promote the same version"),
    ANSWER_IS_FORGOTTEN("an event that led to a verdict gets no answer"),
    ANSWER_CHANGES("a redelivered event gets another answer"),

    CANCEL_LEAVES_QUEUED("a cancelled batch keeps jobs in the queue"),
    NOTHING_IS_DROPPED("jobs of an expired batch wait for ever"),
    RUNNING_IS_DROPPED("expiry ends what runs"),
    SUCCESS_IS_RESUMED("a resume trains what has succeeded again"),
    RESUME_QUEUES_RUNNING("a resume queues a job whose attempt still runs"),
    RESUME_KEEPS_TRIES("a resumed job has no fresh tries"),
    RESUME_KEEPS_VERDICT("a resumed batch keeps its verdict"),
    DEADLINE_IS_NOT_RENEWED("a resumed batch keeps its deadline");

    /** What it lets happen. */
    final String harm;

    Mutant(String harm) {
        this.harm = harm;
    }
}
