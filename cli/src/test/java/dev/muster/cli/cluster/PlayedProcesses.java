package dev.muster.cli.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Processes that live until they are told otherwise. */
final class PlayedProcesses implements Member.Processes {
    private final List<String> started = new ArrayList<>();
    private final List<String> cleared = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final Set<String> answering = new HashSet<>();
    private final Map<String, PlayedProcess> alive = new HashMap<>();

    /** Those started since the last question. */
    List<String> started() {
        List<String> since = List.copyOf(started);
        started.clear();
        return since;
    }

    List<String> cleared() {
        return cleared;
    }

    List<String> ended() {
        return ended;
    }

    void answering(String member) {
        answering.add(member);
    }

    void kill(String member) {
        alive.get(member).destroyForcibly();
    }

    @Override
    public ProcessHandle start(String member) {
        started.add(member);
        PlayedProcess process = new PlayedProcess(started.size());
        alive.put(member, process);
        return process;
    }

    @Override
    public boolean answers(String member) {
        return answering.contains(member);
    }

    @Override
    public void clear(String member) {
        cleared.add(member);
    }

    @Override
    public void end(String member, Optional<ProcessHandle> process) {
        ended.add(member);
        process.ifPresent(ProcessHandle::destroy);
    }
}
