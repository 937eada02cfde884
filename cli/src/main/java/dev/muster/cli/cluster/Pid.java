package dev.muster.cli.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * A process, told apart from a later one with the same number by the time of its start.
 *
 * @param number 0 for none
 * @param started milliseconds since the epoch, 0 where the system does not say
 */
record Pid(long number, long started) {
    static final Pid NONE = new Pid(0, 0);

    static Pid of(ProcessHandle process) {
        return new Pid(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** The process, as long as it lives. */
    Optional<ProcessHandle> alive() {
        return number == 0
                ? Optional.empty()
                : ProcessHandle.of(number)
                        .filter(ProcessHandle::isAlive)
                        .filter(found -> of(found).equals(this));
    }
}
