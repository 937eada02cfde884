package dev.muster.gateway.program;

import dev.muster.contract.JobProgress;
import dev.muster.contract.JobResult;
import dev.muster.contract.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is told. */
final class RecordingJournal implements Journal {
    final List<JobProgress> progress = Collections.synchronizedList(new ArrayList<>());
    final List<JobResult> results = Collections.synchronizedList(new ArrayList<>());
    final List<String> channels = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void progressed(String channel, JobProgress said) {
        progress.add(said);
    }

    @Override
    public void finished(String channel, JobResult result) {
        channels.add(String.valueOf(channel));
        results.add(result);
    }

    /** Epochs that were told of, signs of life left out. */
    List<Integer> epochs() {
        return progress.stream()
                .filter(it -> !it.metrics().isEmpty())
                .map(JobProgress::epoch)
                .toList();
    }

    /** The one outcome until now. */
    Outcome outcome() {
        if (results.size() != 1) {
            throw new AssertionError("not one result: " + results);
        }
        return results.get(0).outcome();
    }

    String failure() {
        Outcome.Failed failed = (Outcome.Failed) outcome();
        return failed.kind() + ": " + failed.message();
    }
}
