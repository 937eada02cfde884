package dev.muster.cli.conform;

import java.util.List;
import java.util.stream.Stream;

/**
 * Argo CD writes all that Git says, and what it says by now. With {@code RespectIgnoreDifferences} it copies what it is
 * told to ignore from the cluster by a merge patch, which for kinds that it was not compiled with has whole lists only.
 * Without {@code refresh} it tries again what Git said when it first failed.
 */
final class SyncRule implements Rule {
    private static final String GROUP = "argoproj.io";

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.all(GROUP, "Application").forEach(object -> check(object, object.get("spec"), complaints));
        overlay.all(GROUP, "ApplicationSet")
                .forEach(object -> check(object, object.get("spec", "template", "spec"), complaints));
    }

    private static void check(Manifest object, Field application, Complaints complaints) {
        Field policy = application.get("syncPolicy");
        Field refresh = policy.get("retry", "refresh");
        if (policy.get("automated").present() && !refresh.value().asBoolean()) {
            complaints.add(
                    object,
                    refresh,
                    "has to be true: a commit that mends a failed sync would wait for all tries of the one before",
                    "write it");
        }
        boolean respected = policy.get("syncOptions").items().stream()
                .map(Field::text)
                .anyMatch("RespectIgnoreDifferences=true"::equals);
        application.get("ignoreDifferences").items().stream()
                .flatMap(ignored -> Stream.of("jqPathExpressions", "jsonPointers")
                        .map(ignored::get)
                        .map(Field::items)
                        .flatMap(List::stream))
                .filter(place -> respected && place.text().matches(".*\\[.*|.*/\\d+(/.*)?"))
                .forEach(place -> complaints.add(
                        object,
                        place,
                        "lies in a list, which with RespectIgnoreDifferences is never written as Git says",
                        "leave that option out"));
    }
}
