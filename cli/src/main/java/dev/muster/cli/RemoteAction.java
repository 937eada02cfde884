package dev.muster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.cli.serve.Client;
import java.io.IOException;
import java.util.Objects;
import picocli.CommandLine.Option;

/** A command that talks to a running {@code muster serve}. */
abstract class RemoteAction extends Action {
    static final String USUAL = "http://localhost:" + ServeCommand.PORT;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where muster serve listens (default: MUSTER_URL, or " + USUAL + ").")
    private String url = "";

    RemoteAction(Environment environment) {
        super(environment);
    }

    @Override
    public final Integer call() throws IOException {
        String address = url.isBlank() ? environment.variable("MUSTER_URL").orElse(USUAL) : url;
        return talk(new Client(Address.parse(address)
                .orElseThrow(() ->
                        Trouble.invalid("this is no address of a server: " + address + "; write it as " + USUAL))));
    }

    abstract int talk(Client client) throws IOException;

    /** The id of a batch that is named, by the server's own list. */
    static String batch(Client client, String wanted) throws IOException {
        if (wanted.matches("b-[0-9a-f]{16}")) {
            return wanted;
        }
        for (JsonNode batch : client.batches()) {
            String id = batch.path("id").asText();
            if (Objects.equals(batch.path("name").asText(), wanted) || id.startsWith(wanted)) {
                return id;
            }
        }
        throw Trouble.invalid("there is no batch " + wanted);
    }
}
