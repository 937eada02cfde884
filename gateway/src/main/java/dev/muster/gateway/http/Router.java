package dev.muster.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds what a request asks for. */
record Router(List<Route> routes) {
    Router {
        routes = List.copyOf(routes);
    }

    /** The one route for a method and path; a {@link RefusedException} says that there is none. */
    Found find(String method, String path) {
        List<Found> found = new ArrayList<>();
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches()) {
                found.add(new Found(
                        route,
                        IntStream.rangeClosed(1, matcher.groupCount())
                                .mapToObj(matcher::group)
                                .toList()));
            }
        }
        if (found.isEmpty()) {
            throw RefusedException.notFound("is none of this gateway's", "see the operations of a gateway");
        }
        String allowed = found.stream().map(each -> each.route().method()).collect(Collectors.joining(", "));
        return found.stream()
                .filter(each -> each.route().method().equals(method))
                .findFirst()
                .orElseThrow(() -> RefusedException.wrongMethod(allowed));
    }

    /** A route, and what stands in the path for its groups. */
    record Found(Route route, List<String> arguments) {}
}
