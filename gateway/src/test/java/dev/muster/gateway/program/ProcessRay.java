package dev.muster.gateway.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A fake Ray whose jobs run: as Ray does it, by a shell, in an environment of their own. */
final class ProcessRay implements AutoCloseable {
    private final Map<FakeRay.Job, Process> processes = new LinkedHashMap<>();
    private final Path logs;
    final FakeRay ray;

    ProcessRay(Path logs) throws IOException {
        this.logs = Files.createDirectories(logs);
        this.ray = new FakeRay(this::begin);
    }

    private void begin(String id, FakeRay.Job job) {
        try {
            ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", job.entrypoint())
                    .directory(logs.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(logs.resolve(id + ".log").toFile());
            processes.put(job, shell.start());
            job.status = "RUNNING";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets Ray notice what became of its jobs; returns whether all have ended. */
    boolean look() throws IOException {
        boolean ended = true;
        for (Map.Entry<FakeRay.Job, Process> entry : processes.entrySet()) {
            FakeRay.Job job = entry.getKey();
            Process process = entry.getValue();
            String id = job.order.path("submission_id").asText();
            job.logs = Files.readString(logs.resolve(id + ".log"));
            if (process.isAlive()) {
                ended = false;
            } else if (job.status.equals("RUNNING")) {
                int code = process.exitValue();
                job.ends(code == 0 ? "SUCCEEDED" : "FAILED", code);
            }
        }
        return ended;
    }

    /** As the kernel does when memory runs out. */
    void kill() {
        processes.values().forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Override
    public void close() {
        kill();
        ray.close();
    }
}
