package dev.muster.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that do not as they are asked. */
class ColdFunctionIT {
    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void oneThatHangsWhenItIsToEndIsEnded() throws IOException {
        Path log = folder.resolve("log");
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Hanging.class.getName());

        try (ColdFunction hanging = new ColdFunction(command, folder, Map.of(), log, Duration.ofSeconds(1))) {
            hanging.start();
        }

        assertThat(Files.readString(log)).isEqualTo("asked to end");
    }

    static final class Hanging {
        private Hanging() {}

        /** Listens, and never ends. */
        public static void main(String[] arguments) throws IOException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                System.out.print("asked to end");
                System.out.flush();
                for (; ; ) {
                    java.util.concurrent.locks.LockSupport.park();
                }
            }));
            int port = Integer.parseInt(System.getenv("PORT"));
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                for (; ; ) {
                    socket.accept().close();
                }
            }
        }
    }
}
