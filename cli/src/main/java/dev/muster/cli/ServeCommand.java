package dev.muster.cli;

import dev.muster.cli.serve.HttpFront;
import dev.muster.cli.system.Interruption;
import dev.muster.cli.system.Muster;
import dev.muster.cli.system.MusterConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code muster serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps the embedded system up, with its ways in open to this machine, until Ctrl-C.",
            "",
            "POST /          a CloudEvent, binary or structured: a request, an S3 object, a tick of a schedule",
            "POST /batches   a batch file; answers 202 with Location, honours Idempotency-Key",
            "GET /batches, /batches/ID, /batches/ID/events, /batches/ID/report, /jobs/ID/logs, /models",
            "POST /batches/ID/cancel"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  muster serve",
            "  muster serve --pipelines pipelines.yaml",
            "  curl -i localhost:" + ServeCommand.PORT
                    + "/batches -H 'Content-Type: application/yaml' --data-binary @examples/digits.yaml"
        })
final class ServeCommand extends Action {
    static final int PORT = 7117;

    private static final int LAST_PORT = 65_535;
    private static final Duration LOOK = Duration.ofHours(1);

    @Option(names = "--port", paramLabel = "PORT", description = "To listen on (default: ${DEFAULT-VALUE}).")
    private int port = PORT;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "Loopback only (default: ${DEFAULT-VALUE}).")
    private String address = "127.0.0.1";

    @Option(
            names = "--pipelines",
            paramLabel = "FILE",
            description = "Which events start which batch (default: MUSTER_PIPELINES).")
    private @Nullable String pipelines;

    @Mixin
    private final ClusterOption cluster = new ClusterOption();

    ServeCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() throws IOException {
        InetAddress loopback = loopback();
        requirePort();
        Interrupts interrupts = Interrupts.listen(terminal());
        MusterConfig config = config();
        Interruption interruption = interrupts.orderly();
        try (Muster muster = open(config).work(null);
                HttpFront front = open(muster, loopback)) {
            print(
                    Map.of("address", front.address()),
                    () -> terminal().out().println("listening on " + front.address() + "; Ctrl-C ends it"));
            while (!interruption.within(LOOK)) {
                say("still listening on " + front.address());
            }
            say("ending; jobs under way keep their checkpoint and go on at the next start");
        }
        return ExitCode.PASSED;
    }

    private HttpFront open(Muster muster, InetAddress loopback) throws IOException {
        try {
            return HttpFront.open(muster, environment.clock(), new InetSocketAddress(loopback, port));
        } catch (BindException e) {
            throw Trouble.around("port " + port + " is taken; choose another with --port", e);
        }
    }

    private void requirePort() {
        if (port < 0 || port > LAST_PORT) {
            throw Trouble.invalid(
                    "--port " + port + " is no port; choose one from 0 (any that is free) to " + LAST_PORT);
        }
    }

    private MusterConfig config() {
        return cluster.on(
                Settings.read(pipelines == null ? environment : environment.with("MUSTER_PIPELINES", pipelines)));
    }

    private InetAddress loopback() {
        try {
            InetAddress found = InetAddress.getByName(address);
            if (!found.isLoopbackAddress()) {
                throw Trouble.invalid("muster serve listens to this machine only, since it asks nobody who they are: "
                        + address + " would let others in. Deploy the functions for that (knative/)");
            }
            return found;
        } catch (UnknownHostException e) {
            throw Trouble.invalid("no such address: " + address);
        }
    }
}
