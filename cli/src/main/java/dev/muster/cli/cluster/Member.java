package dev.muster.cli.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process of a cluster in the keeper's care, started again with growing pauses when it ends. Not thread-safe.
 *
 * <p>Pauses double from half a second to half a minute; one that lived for a minute begins anew.
 */
final class Member {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PROVEN = Duration.ofMinutes(1);

    private final String name;
    private final Processes processes;
    private final Clock clock;
    private Duration pause = FIRST;
    private Instant due;
    private Instant started;
    private Pid pid = Pid.NONE;
    private @Nullable ProcessHandle process;
    private boolean ready;
    private int starts;

    Member(String name, Processes processes, Clock clock) {
        this.name = name;
        this.processes = processes;
        this.clock = clock;
        this.due = clock.instant();
        this.started = due;
    }

    String name() {
        return name;
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    boolean ready() {
        return ready && alive();
    }

    /** Takes on a process that an earlier keeper had started. */
    void adopt(ClusterState.Member before) {
        before.process().alive().ifPresent(found -> began(found, before.process()));
        ready = before.ready() && alive();
    }

    /** Looks after it: notes that it ended, or that it answers; starts it when its time has come. */
    void tend() {
        if (alive()) {
            ready = ready || processes.answers(name);
            return;
        }
        if (process != null) {
            ended();
        }
        if (!clock.instant().isBefore(due)) {
            processes.clear(name);
            ProcessHandle fresh = processes.start(name);
            began(fresh, Pid.of(fresh));
            starts++;
        }
    }

    /** Ends it with all that it started, and lets it be started again at once. */
    void end() {
        processes.end(name, Optional.ofNullable(process));
        process = null;
        pid = Pid.NONE;
        ready = false;
        due = clock.instant();
    }

    private void began(ProcessHandle fresh, Pid its) {
        process = fresh;
        pid = its;
        ready = false;
        started = clock.instant();
    }

    /** What is left of it must be gone before its ports can be used again. */
    private void ended() {
        process = null;
        pid = Pid.NONE;
        ready = false;
        Instant now = clock.instant();
        pause = started.plus(PROVEN).isBefore(now) ? FIRST : pause;
        due = now.plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    }

    ClusterState.Member state() {
        return new ClusterState.Member(name, pid, ready(), starts);
    }

    /** What a member wants done to the system. */
    interface Processes {
        /** Starts it. */
        ProcessHandle start(String member);

        /** Whether it does its work already. */
        boolean answers(String member);

        /** Ends what an earlier one of the name left. */
        void clear(String member);

        /** Ends it and all that it started. */
        void end(String member, Optional<ProcessHandle> process);
    }
}
