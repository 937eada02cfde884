package dev.muster.cli.conform;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an overlay comes to.
 *
 * @param name its folder
 * @param objects in the order rendered
 */
record Overlay(String name, List<Manifest> objects) {
    Overlay {
        objects = List.copyOf(objects);
    }

    Stream<Manifest> all(String group, String kind) {
        return objects.stream().filter(object -> object.is(group, kind));
    }

    Optional<Manifest> find(String group, String kind, String name) {
        return all(group, kind).filter(object -> object.name().equals(name)).findFirst();
    }
}
