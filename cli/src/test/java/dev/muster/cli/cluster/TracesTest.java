package dev.muster.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final Path TEMP = Path.of("/tmp/m-1");
    private static final String WORK = Sample.FOLDER.work().toString();

    @Test
    void aVariableTells() {
        assertThat(mine(new Traces(
                        List.of("A=b", "MUSTER_CLUSTER_FOLDER=" + Sample.FOLDER.path()), "/", List.of(), "")))
                .isTrue();
    }

    /** Ray's agents write over their variables. */
    @Test
    void theDirectoryTellsAndOfWhichMember() {
        Traces traces = new Traces(List.of(), WORK + "/node-2", List.of(), "");

        assertThat(mine(traces)).isTrue();
        assertThat(traces.of(Sample.FOLDER, TEMP, "node-2")).isTrue();
        assertThat(traces.of(Sample.FOLDER, TEMP, "node-20")).isFalse();
        assertThat(traces.of(Sample.FOLDER, TEMP, "head")).isFalse();
    }

    /** Where it works for a program that brought files along. */
    @Test
    void aFolderThatItsNodeUnpackedTells() {
        Traces traces = new Traces(List.of(), "/tmp/m-1-2/session_2026/runtime_resources/x", List.of(), "");

        assertThat(traces.of(Sample.FOLDER, TEMP, "node-2")).isTrue();
        assertThat(traces.of(Sample.FOLDER, TEMP, "node-20")).isFalse();
        assertThat(traces.of(Sample.FOLDER, TEMP, "head")).isFalse();
    }

    @Test
    void theFilesThatItWritesTell() {
        for (String node : List.of("", "-2")) {
            String file = "/tmp/m-1" + node + "/session_2026/logs/raylet.out";
            assertThat(mine(new Traces(List.of(), "/", List.of(file), ""))).isTrue();
        }
    }

    @Test
    void anotherClustersAreLeftAlone() {
        Traces other = new Traces(
                List.of("MUSTER_CLUSTER_FOLDER=" + Sample.FOLDER.path() + "-2"),
                Sample.FOLDER.path() + "-2/work/head",
                List.of("/tmp/m-12/session_2026/logs/raylet.out"),
                "");

        assertThat(mine(other)).isFalse();
    }

    @Test
    void somebodyWhoOnlyReadsALogIsLeftAlone() {
        assertThat(mine(new Traces(List.of("PWD=" + WORK), Sample.FOLDER.logs().toString(), List.of("/dev/pts/1"), "")))
                .isFalse();
    }

    @Test
    void ownProcessShowsWhereItWorks() {
        assertThat(Traces.of(ProcessHandle.current()))
                .extracting(Traces::variables, Traces::command)
                .isNotNull();
        assertThat(mine(Traces.of(ProcessHandle.current()))).isFalse();
    }

    private static boolean mine(Traces traces) {
        return traces.of(Sample.FOLDER, TEMP);
    }
}
