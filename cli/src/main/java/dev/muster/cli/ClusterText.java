package dev.muster.cli;

import dev.muster.cli.cluster.ClusterView;
import dev.muster.cli.text.Facts;
import dev.muster.cli.text.Ink;
import java.util.List;

/** A cluster as a person sees it. */
final class ClusterText {
    private ClusterText() {}

    static List<String> lines(ClusterView view, Ink ink) {
        Facts facts = new Facts();
        view.members().forEach(part -> facts.add(part.name(), part(part)));
        if (view.condition() == ClusterView.Condition.DOWN) {
            return facts.lines(ink);
        }
        return facts.add("Ray", view.ray())
                .add("dashboard", view.dashboard() + ", with the token in " + view.token())
                .add("keeper", view.keeper() == 0 ? "none" : "pid " + view.keeper())
                .add("processes", view.processes())
                .lines(ink);
    }

    static String condition(ClusterView view) {
        return switch (view.condition()) {
            case DOWN -> "is down; start it with: muster cluster up " + view.name();
            case STARTING -> "is starting";
            case UP -> "is up";
            case UNKEPT -> "runs without its keeper; repair it with: muster cluster up " + view.name();
        };
    }

    private static String part(ClusterView.Part part) {
        String state = part.pid() == 0 ? "down" : "pid " + part.pid() + (part.ready() ? "" : ", starting");
        return part.address() + "  " + state
                + (part.restarts() == 0 ? "" : ", started again " + part.restarts() + " times");
    }
}
