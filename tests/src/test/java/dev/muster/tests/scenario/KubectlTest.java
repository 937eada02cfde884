package dev.muster.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a cluster, tried on a stand-in for kubectl that says what it was asked. */
class KubectlTest {
    @TempDir
    private Path folder;

    private Path program;

    @BeforeEach
    void aStandIn() throws IOException {
        program = folder.resolve("kubectl");
        Files.writeString(program, """
                #!/bin/sh
                case "$*" in
                    *port-forward*) echo "Forwarding from 127.0.0.1:40123 -> 8080"; exec sleep 60 ;;
                    *nothing*) echo "Error from server (NotFound): nothing" >&2; exit 1 ;;
                    *) echo "$*" ;;
                esac
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void itSaysWhatItPrintsAndFailsWithWhatItComplainsOf() {
        try (Kubectl kubectl = new Kubectl(program.toString())) {
            assertThat(kubectl.run("get", "pods")).isEqualTo("get pods");
            assertThatThrownBy(() -> kubectl.run("get", "nothing")).hasMessageContaining("NotFound");
        }
    }

    @Test
    void aPortIsBroughtHereAndGoesWithIt() {
        long before = ProcessHandle.current().children().count();
        try (Kubectl kubectl = new Kubectl(program.toString())) {
            assertThat(kubectl.forward("knative-eventing", "broker-ingress", 80))
                    .isEqualTo(40123);
            assertThat(ProcessHandle.current().children().count()).isGreaterThan(before);
        }
        assertThat(Scenario.await(() -> ProcessHandle.current().children().count() <= before ? true : null))
                .isTrue();
    }
}
