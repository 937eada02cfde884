package dev.muster.tests.death;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** What a process is sent. */
enum Signal {
    /** It ends at once, and nobody is told. */
    KILL,
    /** It is asked to end. */
    TERM,
    /** It hangs. */
    STOP,
    /** It goes on. */
    CONT;

    void to(ProcessHandle process) {
        to(List.of(process));
    }

    /** To all of them at once; one that is gone meanwhile is no trouble. */
    void to(Collection<ProcessHandle> processes) {
        for (ProcessHandle process : processes) {
            try {
                new ProcessBuilder("kill", "-" + name(), String.valueOf(process.pid()))
                        .redirectErrorStream(true)
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
