package dev.muster.tests.crash;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One connection to PostgreSQL, message by message (PostgreSQL's documentation, "Frontend/Backend Protocol"). What the
 * client sends up to a Sync, or in a simple Query, is one exchange: it reaches the server as a whole, and its answer,
 * which ends with ReadyForQuery, reaches the client as a whole, or neither does.
 */
final class Conversation {
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final Pattern INSERTED = Pattern.compile("INSERT 0 [1-9][0-9]*");

    private final DataInputStream fromClient;
    private final OutputStream toClient;
    private final DataInputStream fromServer;
    private final OutputStream toServer;
    private final String function;
    private final Witness witness;
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    private final Set<String> transaction = new LinkedHashSet<>();
    /** Statements whose answers are yet to come. */
    private final Deque<String> asked = new ArrayDeque<>();
    /** Whether the transaction has written into the audit. */
    private boolean noted;

    Conversation(Socket client, Socket server, String function, Witness witness) throws IOException {
        this.fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        this.toClient = new BufferedOutputStream(client.getOutputStream());
        this.fromServer = new DataInputStream(new BufferedInputStream(server.getInputStream()));
        this.toServer = new BufferedOutputStream(server.getOutputStream());
        this.function = function;
        this.witness = witness;
    }

    void run() throws IOException {
        logIn();
        while (true) {
            ByteArrayOutputStream exchange = new ByteArrayOutputStream();
            List<String> steps = new ArrayList<>();
            char type;
            do {
                Message message = Message.read(fromClient);
                message.copyTo(exchange);
                understand(message, steps);
                type = message.type;
            } while ("SQX".indexOf(type) < 0);
            if (!steps.stream().allMatch(step -> witness.before(function, step))) {
                return;
            }
            exchange.writeTo(toServer);
            toServer.flush();
            if (type == 'X') {
                return;
            }
            byte[] answer = answer();
            if (!steps.stream().allMatch(step -> witness.after(function, step))) {
                return;
            }
            toClient.write(answer);
            toClient.flush();
        }
    }

    private void logIn() throws IOException {
        int length = fromClient.readInt();
        byte[] rest = fromClient.readNBytes(length - 4);
        toServer.write(ByteBuffer.allocate(4).putInt(length).array());
        toServer.write(rest);
        toServer.flush();
        Message message;
        do {
            message = Message.read(fromServer);
            message.copyTo(toClient);
            toClient.flush();
            int kind = message.type == 'R' ? ByteBuffer.wrap(message.body).getInt() : 0;
            if (kind == SASL || kind == SASL_CONTINUE) {
                Message.read(fromClient).copyTo(toServer);
                toServer.flush();
            }
        } while (message.type != 'Z');
    }

    private byte[] answer() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Message message;
        do {
            message = Message.read(fromServer);
            message.copyTo(answer);
            if ("CIs".indexOf(message.type) >= 0) {
                String statement = String.valueOf(asked.poll());
                noted |= statement.startsWith("insert into audit_entry")
                        && INSERTED.matcher(message.texts().get(0)).matches();
            }
        } while (message.type != 'Z');
        asked.clear();
        return answer.toByteArray();
    }

    private void understand(Message message, List<String> steps) {
        List<String> texts = message.texts();
        switch (message.type) {
            case 'P' -> statements.put(texts.get(0), texts.get(1));
            case 'B' -> portals.put(texts.get(0), statements.getOrDefault(texts.get(1), ""));
            case 'E' -> step(portals.getOrDefault(texts.get(0), ""), steps);
            case 'Q' -> step(texts.get(0), steps);
            default -> {
                // Describe, Close, Sync, Terminate: nothing that lasts.
            }
        }
    }

    private void step(String statement, List<String> steps) {
        asked.add(statement.strip());
        if (statement.isBlank() || statement.equals("BEGIN")) {
            // A ping of the pool; or what only begins with the statement that comes along with it.
            return;
        }
        if (statement.equals("COMMIT") || statement.equals("ROLLBACK")) {
            String last = transaction.stream().reduce("", (first, second) -> second);
            String end = noted && statement.equals("COMMIT") ? Step.CHANGE : statement.toLowerCase(Locale.ROOT);
            steps.add(end + " of " + transaction.size() + " "
                    + Step.brief(String.join(";", transaction)).substring(0, 6) + ", the last "
                    + Step.brief(last).substring(7));
            transaction.clear();
            noted = false;
        } else {
            transaction.add(statement);
            steps.add("sql " + Step.brief(statement));
        }
    }

    /** A message: a letter, a length, a body. */
    private static final class Message {
        private final char type;
        private final byte[] body;

        Message(char type, byte[] body) {
            this.type = type;
            this.body = body;
        }

        static Message read(DataInputStream in) throws IOException {
            int type = in.read();
            if (type < 0) {
                throw new EOFException();
            }
            return new Message((char) type, in.readNBytes(in.readInt() - 4));
        }

        void copyTo(OutputStream out) throws IOException {
            out.write(type);
            out.write(ByteBuffer.allocate(4).putInt(body.length + 4).array());
            out.write(body);
        }

        /** What it begins with, up to two texts that end with a zero. */
        List<String> texts() {
            String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", 3);
            return List.of(texts[0], texts.length > 1 ? texts[1] : "");
        }
    }
}
