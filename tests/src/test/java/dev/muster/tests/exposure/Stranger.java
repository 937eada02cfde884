package dev.muster.tests.exposure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Somebody at another address of this machine, with nothing but network access. */
final class Stranger {
    private static final String ADDRESS = "127.201.7.7";
    private static final int PATIENCE = 5_000;
    private static final int ENOUGH = 400;

    private Stranger() {}

    /** The begin of what comes back to a request; empty when nothing does. */
    static String ask(Listener of, String request, List<String> headers, String body) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(ADDRESS, 0));
            socket.connect(new InetSocketAddress(of.host(), of.port()), PATIENCE);
            socket.setSoTimeout(PATIENCE);
            String host = headers.stream().anyMatch(it -> it.startsWith("Host:")) ? "" : "Host: " + of.at() + "\r\n";
            String head = request + " HTTP/1.1\r\n" + host + "Connection: close\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n"
                    + String.join("", headers.stream().map(it -> it + "\r\n").toList());
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            return read(socket);
        }
    }

    private static String read(Socket socket) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            for (int next;
                    answer.size() < ENOUGH && (next = socket.getInputStream().read()) >= 0; ) {
                answer.write(next);
            }
        } catch (IOException e) {
            // Cut, or silent: what came before is the answer.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /** What a Python program says that has no token, or another one. */
    static List<String> python(Path python, Path folder, String token, List<String> arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(python.toString(), "-c"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("RAY_"));
        builder.environment().put("HOME", folder.toString());
        if (!token.isEmpty()) {
            builder.environment().put("RAY_AUTH_MODE", "token");
            builder.environment().put("RAY_AUTH_TOKEN", token);
        }
        Process process = builder.start();
        try {
            List<String> said = process.inputReader().lines().toList();
            process.waitFor(1, TimeUnit.MINUTES);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
