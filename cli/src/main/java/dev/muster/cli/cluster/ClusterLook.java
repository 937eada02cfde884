package dev.muster.cli.cluster;

import dev.muster.cli.cluster.ClusterView.Condition;
import dev.muster.cli.cluster.ClusterView.Part;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Looks at a cluster from outside, believing only what lives. */
final class ClusterLook {
    private ClusterLook() {}

    static ClusterView at(ClusterFolder folder) {
        Optional<ClusterState> state =
                Files.exists(folder.spec()) ? ClusterState.read(folder.state()) : Optional.empty();
        if (state.isEmpty()) {
            return down(folder, 0);
        }
        int processes = new ClusterProcesses(
                        folder, ClusterSpec.read(folder.spec()).temp())
                .all()
                .size();
        boolean kept = state.get().keeper().alive().isPresent();
        return kept || processes > 0 ? running(folder, state.get(), kept, processes) : down(folder, processes);
    }

    private static ClusterView running(ClusterFolder folder, ClusterState state, boolean kept, int processes) {
        boolean ready = state.ready() && new Health(state.gateway(), new Certificates(folder.tls())).good();
        List<Part> parts =
                state.members().stream().map(member -> part(state, member)).toList();
        return new ClusterView(
                folder.name(),
                condition(kept, ready),
                state.gateway(),
                state.rayAddress(),
                state.dashboard(),
                folder.token().toString(),
                kept ? state.keeper().number() : 0,
                processes,
                parts);
    }

    private static Condition condition(boolean kept, boolean ready) {
        if (!kept) {
            return Condition.UNKEPT;
        }
        return ready ? Condition.UP : Condition.STARTING;
    }

    private static Part part(ClusterState state, ClusterState.Member member) {
        int node = Members.node(member.name());
        boolean lives = member.process().alive().isPresent();
        return new Part(
                member.name(),
                node == 0 ? state.gateway() : state.hosts().get(node - 1),
                lives ? member.process().number() : 0,
                lives && member.ready(),
                Math.max(0, member.starts() - 1));
    }

    private static ClusterView down(ClusterFolder folder, int processes) {
        return new ClusterView(
                folder.name(), Condition.DOWN, "", "", "", folder.token().toString(), 0, processes, List.of());
    }
}
