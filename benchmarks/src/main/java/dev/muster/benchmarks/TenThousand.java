package dev.muster.benchmarks;

import java.io.IOException;

/** Whether a gateway grows with what it has done. */
public final class TenThousand {
    private static final int CHUNK = 1_000;
    private static final int CHUNKS = 10;

    private TenThousand() {}

    /** Prints what the gateway takes after each thousand jobs, once it has little to clear away. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.open()) {
            for (int chunk = 1; chunk <= CHUNKS; chunk++) {
                fleet.train(fleet.like(Fleet.nothing(0), CHUNK));
                collect();
                Footprint.of(Footprint.gateway()).print("gateway after " + chunk * CHUNK + " jobs");
            }
            Footprint.of(Footprint.workers()).print(Footprint.workers().size() + " workers in the end");
        }
    }

    /** A heap grows for other reasons than need; after a collection it says what is held. */
    private static void collect() throws IOException, InterruptedException {
        String jcmd = java.nio.file.Path.of(System.getProperty("java.home"), "bin", "jcmd")
                .toString();
        for (long pid : Footprint.gateway()) {
            for (String command : new String[] {"GC.run", "GC.heap_info"}) {
                Process process = new ProcessBuilder(jcmd, Long.toString(pid), command).start();
                process.inputReader()
                        .lines()
                        .filter(line -> line.contains(" generation") && line.contains("used"))
                        .forEach(line -> System.out.println("    " + line.strip()));
                process.waitFor();
            }
        }
    }
}
