package dev.muster.cli.cluster;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All processes of a cluster in the keeper's care. The others live on the head: none is started before it answers, and
 * when it ends all are ended, since a new head knows nothing of them. Not thread-safe.
 */
final class Members {
    static final String HEAD = "head";
    static final String GATEWAY = "gateway";
    private static final String NODE = "node-";

    private final Member head;
    private final List<Member> others;

    private Members(Member head, List<Member> others) {
        this.head = head;
        this.others = others;
    }

    static Members of(int nodes, Member.Processes processes, Clock clock) {
        List<Member> others = new ArrayList<>();
        names(nodes).stream()
                .filter(name -> !name.equals(HEAD))
                .forEach(name -> others.add(new Member(name, processes, clock)));
        return new Members(new Member(HEAD, processes, clock), others);
    }

    /** In the order in which they are started. */
    static List<String> names(int nodes) {
        List<String> names = new ArrayList<>(List.of(HEAD));
        IntStream.rangeClosed(2, nodes).mapToObj(node -> NODE + node).forEach(names::add);
        names.add(GATEWAY);
        return names;
    }

    /** Number of the node that a member is: 1 for the head, 0 for what is no node. */
    static int node(String name) {
        if (name.startsWith(NODE)) {
            return Integer.parseInt(name.substring(NODE.length()));
        }
        return name.equals(HEAD) ? 1 : 0;
    }

    /** Takes on what lives of an earlier keeper's; others live only as long as the head did. */
    void adopt(List<ClusterState.Member> before) {
        for (Member member : all()) {
            before.stream().filter(state -> state.name().equals(member.name())).forEach(member::adopt);
        }
    }

    /** One look at all of them. */
    void tend() {
        if (!head.alive()) {
            others.forEach(Member::end);
        }
        head.tend();
        if (head.ready()) {
            others.forEach(Member::tend);
        }
    }

    /** Ends all, in the order opposite to their start. */
    void end() {
        List<Member> backwards = new ArrayList<>(all());
        Collections.reverse(backwards);
        backwards.forEach(Member::end);
    }

    List<ClusterState.Member> state() {
        return all().stream().map(Member::state).toList();
    }

    private List<Member> all() {
        List<Member> all = new ArrayList<>(List.of(head));
        all.addAll(others);
        return all;
    }
}
