package dev.muster.tests.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RelationTest {
    @Test
    void everyCandidateKeyIsFound() {
        assertThat(relation("a -> b", "b -> a", "a c -> d").keys())
                .containsExactlyInAnyOrder(Set.of("a", "c"), Set.of("b", "c"));
        assertThat(relation("a b ->").keys()).containsExactly(Set.of("a", "b"));
    }

    @Test
    void whatHangsOnSomethingElseThanAKeyIsRefused() {
        assertThat(relation("id -> name city", "city -> country", "id -> country")
                        .violations())
                .containsExactly("t: city -> country, and 'city' is no key: give it a table of its own");
        assertThat(relation("order line -> amount", "order -> customer").violations())
                .singleElement()
                .asString()
                .contains("order -> customer");
    }

    @Test
    void whatHangsOnAKeyOrIsPartOfOneIsNot() {
        assertThat(relation("id -> name number", "number -> id").violations()).isEmpty();
        assertThat(relation("street city -> zip", "zip -> city").violations()).isEmpty();
    }

    @Test
    void anExceptionNeedsAReason() {
        assertThat(relation("id -> a b", "but a -> b: it is a cache").violations())
                .isEmpty();
        assertThatThrownBy(() -> Dependency.read("but a -> b")).hasMessageContaining("why");
        assertThatThrownBy(() -> Dependency.read("a b")).hasMessageContaining("a b -> c");
    }

    private static Relation relation(String... lines) {
        return new Relation(
                "t", List.copyOf(Stream.of(lines).map(Dependency::read).toList()));
    }
}
