package dev.muster.cli.conform;

import java.util.List;
import java.util.stream.Stream;

/**
 * What Argo CD is told to ignore keeps it from writing nothing else. With {@code RespectIgnoreDifferences} it copies
 * what is ignored from the cluster by a merge patch, which for kinds that it was not compiled with has whole lists
 * only.
 */
final class IgnoredRule implements Rule {
    @Override
    public String name() {
        return "ignored";
    }

    @Override
    public void check(Overlay overlay, Complaints complaints) {
        overlay.all("argoproj.io", "ApplicationSet").forEach(set -> {
            Field application = set.get("spec", "template", "spec");
            boolean respected = application.get("syncPolicy", "syncOptions").items().stream()
                    .map(Field::text)
                    .anyMatch("RespectIgnoreDifferences=true"::equals);
            application.get("ignoreDifferences").items().stream()
                    .flatMap(ignored -> Stream.of("jqPathExpressions", "jsonPointers")
                            .map(ignored::get)
                            .map(Field::items)
                            .flatMap(List::stream))
                    .filter(place -> respected && place.text().matches(".*\\[.*|.*/\\d+(/.*)?"))
                    .forEach(place -> complaints.add(
                            set,
                            place,
                            "lies in a list, which with RespectIgnoreDifferences is never written as Git says",
                            "leave that option out"));
        });
    }
}
