package dev.muster.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a cluster between commands. */
class ClusterFilesTest {
    @TempDir
    private Path home;

    @Test
    void whatIsWrittenIsRead() {
        ClusterFolder folder = ClusterFolder.of(home, "local").made();
        ClusterState state = new ClusterState(
                7,
                List.of("127.88.8.2"),
                new Pid(3, 4),
                List.of(new ClusterState.Member("head", new Pid(1, 2), true, 5)));

        state.write(folder.state());
        Sample.SPEC.write(folder.spec());

        assertThat(ClusterState.read(folder.state())).contains(state);
        assertThat(ClusterSpec.read(folder.spec())).isEqualTo(Sample.SPEC);
        assertThat(ClusterFolder.all(home)).containsExactly(folder);
    }

    /** The keeper looks only now and then; a cluster whose head was just killed is not up. */
    @Test
    void whatWasReadyAndIsGoneIsNotReady() {
        Pid alive = Pid.of(ProcessHandle.current());
        Pid gone = new Pid(alive.number(), alive.started() - 1);

        assertThat(ready(alive)).isTrue();
        assertThat(ready(gone)).isFalse();
        assertThat(ready(Pid.NONE)).isFalse();
    }

    private static boolean ready(Pid head) {
        List<ClusterState.Member> members = List.of(new ClusterState.Member("head", head, true, 1));
        return new ClusterState(1, List.of("127.88.2.2"), Pid.NONE, members).ready();
    }

    @Test
    void secretsAreTheOwnersAloneAndStay() throws IOException {
        Path secret = PrivateFiles.secret(ClusterFolder.of(home, "local").made().token());
        String first = Files.readString(secret);

        PrivateFiles.secret(secret);

        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(secret).hasContent(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderThatOthersCanWriteIsRefused() throws IOException {
        Path trap = Files.createDirectory(home.resolve("trap"));
        Files.setPosixFilePermissions(trap, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> PrivateFiles.folder(trap)).isInstanceOf(LocalClusterException.class);
    }

    @Test
    void aLinkThatSomebodyPutThereIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), home);

        assertThatThrownBy(() -> PrivateFiles.folder(link)).isInstanceOf(java.io.UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "../x", "embedded-1", "a/b", "1", "a b"})
    void namesAreChecked(String name) {
        assertThatThrownBy(() -> ClusterFolder.of(home, name)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Unix sockets lie below it, whose paths may have 103 characters. */
    @Test
    void raysDirectoryIsShortWhereverTheHomeIs() {
        Path deep = home.resolve("a-long-name/".repeat(20));

        assertThat(ClusterRequest.temp(ClusterFolder.of(deep, "local"), "me")
                        .toString()
                        .length())
                .isLessThanOrEqualTo(32);
        assertThat(ClusterRequest.temp(ClusterFolder.of(deep, "local"), "me"))
                .isNotEqualTo(ClusterRequest.temp(ClusterFolder.of(deep, "other"), "me"));
    }

    @Test
    void aClusterThatIsNotUpCannotBeReached() {
        assertThatThrownBy(() -> LocalCluster.find(home, "local")).hasMessageContaining("muster cluster up local");
    }

    @Test
    void aHomeHasOneChannel() {
        assertThat(LocalCluster.channel(home))
                .matches("[a-z0-9][a-z0-9-]{0,63}")
                .isEqualTo(LocalCluster.channel(home))
                .isNotEqualTo(LocalCluster.channel(home.resolve("x")));
    }
}
