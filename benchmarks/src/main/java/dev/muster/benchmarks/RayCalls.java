package dev.muster.benchmarks;

import io.ray.api.ActorHandle;
import io.ray.api.ObjectRef;
import io.ray.api.Ray;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A bare Java driver, which {@link ClusterNoop} compares with. */
public final class RayCalls {
    private static final int COUNT = 1_000;
    private static final byte[] BYTES = new byte[64];

    private RayCalls() {}

    /** An actor that answers with what it is given. */
    public static final class Echo {
        /** The same bytes. */
        public byte[] call(byte[] bytes) {
            return bytes;
        }
    }

    /** The same bytes. */
    public static byte[] task(byte[] bytes) {
        return bytes;
    }

    /** Does what each line says, and prints the seconds that it took. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("ray.run-mode", "CLUSTER");
        System.setProperty("ray.address", System.getenv("RAY_ADDRESS"));
        System.setProperty("ray.node-ip", System.getenv("MUSTER_NODE_IP"));
        System.setProperty("ray.job.code-search-path", arguments[0]);
        System.setProperty("ray.job.jvm-options.0", "-XX:+UseSerialGC");
        System.setProperty("ray.session-dir", arguments[1]);
        Ray.init();
        ActorHandle<Echo> actor = Ray.actor(Echo::new).remote();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line; (line = in.readLine()) != null; ) {
                long start = System.nanoTime();
                call(line, actor);
                System.out.println("answer " + (System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static void call(String what, ActorHandle<Echo> actor) {
        switch (what) {
            case "tasks" ->
                Ray.get(all(() ->
                        Ray.task(RayCalls::task, BYTES).setResource("CPU", 0.0).remote()));
            case "pipelined" -> Ray.get(all(() -> actor.task(Echo::call, BYTES).remote()));
            case "in turn" -> {
                for (int call = 0; call < COUNT; call++) {
                    actor.task(Echo::call, BYTES).remote().get();
                }
            }
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static List<ObjectRef<byte[]>> all(java.util.function.Supplier<ObjectRef<byte[]>> call) {
        return IntStream.range(0, COUNT).mapToObj(number -> call.get()).toList();
    }
}
