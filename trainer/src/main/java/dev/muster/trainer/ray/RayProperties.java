package dev.muster.trainer.ray;

import io.ray.api.Ray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Ray reads from system properties as a driver starts. */
final class RayProperties {
    private RayProperties() {}

    /**
     * Sets them: workers load the classes of this process's own folder of jars, and get the JVM options that this
     * process got, so that those stand in one place.
     */
    static void set(RayAddress address, String name) {
        System.setProperty("ray.run-mode", "CLUSTER");
        System.setProperty("ray.address", address.head());
        System.setProperty("ray.node-ip", address.node());
        System.setProperty("ray.job.namespace", "muster-" + name);
        System.setProperty("ray.job.code-search-path", jars().toString());
        List<String> options = workerOptions();
        for (int index = 0; index < options.size(); index++) {
            System.setProperty("ray.job.jvm-options." + index, options.get(index));
        }
        System.setProperty("ray.session-dir", scratch().toString());
    }

    /** The folder that this class's jar lies in, or the classes themselves. */
    static Path jars() {
        Path own = location(RayProperties.class);
        return Files.isDirectory(own) ? own : own.resolveSibling("").normalize();
    }

    private static List<String> workerOptions() {
        List<String> options = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Dai.djl"))
                .toList());
        options.add("-XX:+UseSerialGC");
        options.add("-XX:-UsePerfData");
        return options;
    }

    /** Every driver unpacks 31 MB of library, which is of no use once loaded; here, to be found again and deleted. */
    private static Path scratch() {
        try {
            return Files.createTempDirectory("muster-ray-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses the jar that serves the LOCAL mode: on a cluster of another version it aborts this process. */
    static void requireClustersOwnJar() {
        Path jar = location(Ray.class);
        if (!jar.getFileName().toString().equals("ray_dist.jar")) {
            throw new IllegalStateException("this process has " + jar.getFileName() + " on its class path; a cluster is"
                    + " reached with its own jar: put ray/jars/ray_dist.jar of its Ray package before everything else"
                    + " (MUSTER_RAY_JAR), or name a gateway (https://…)");
        }
    }

    /** Refuses an address that is not of this host, where Ray would abort the process. */
    static void requireNode(RayAddress address) {
        try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getByName(address.node()))) {
            assert own.isBound();
        } catch (IOException e) {
            throw new IllegalStateException(
                    address.node()
                            + " is no address of this host, and a driver needs a Ray node beside it: run this on a"
                            + " node of the cluster, set MUSTER_NODE_IP to its address, or name a gateway (https://…)",
                    e);
        }
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
