package dev.muster.contract;

import java.util.List;

/** Data of {@link EventTypes#JOBS_PROGRESSED}: signs of life of any number of attempts. */
public record JobsProgressed(List<JobProgress> progress) {
    public JobsProgressed {
        progress = List.copyOf(progress);
    }
}
