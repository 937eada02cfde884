package dev.muster.contract.document;

import dev.muster.contract.document.Node.Mark;
import dev.muster.contract.document.Node.Scalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Feeds a tree from YAML. Aliases work; tags, and a second document, are refused. */
final class YamlSource {
    /** Marks keep a copy of what is around them; the size of the text was checked before. */
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

    private final TreeBuilder tree;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private final Deque<Optional<Anchor>> open = new ArrayDeque<>();
    private boolean started;

    private YamlSource(TreeBuilder tree) {
        this.tree = tree;
    }

    static void read(String text, TreeBuilder tree) {
        YamlSource source = new YamlSource(tree);
        try {
            for (Event event : new Parse(SETTINGS).parseString(text)) {
                source.take(event);
            }
        } catch (MarkedYamlEngineException e) {
            Mark mark = mark(e.getProblemMark());
            String around = mark.line() > 1 ? " and the one before it" : "";
            throw tree.refused(mark, "is not YAML: " + e.getProblem(), "look at line " + mark.line() + around);
        } catch (YamlEngineException e) {
            throw tree.refused(
                    new Mark(1, 1), "is not YAML: " + e.getMessage(), "see the examples in docs/batch-file.md");
        }
    }

    private void take(Event event) {
        Mark mark = mark(event.getStartMark());
        if (event instanceof DocumentStartEvent) {
            if (started) {
                throw tree.refused(mark, "holds a second document", "put it into a file of its own");
            }
            started = true;
        } else if (event instanceof AliasEvent alias) {
            tree.alias(target(alias.getAlias(), mark), mark);
        } else if (event instanceof CollectionStartEvent start) {
            refuseTag(start.getTag(), mark);
            tree.start(event.getEventId() == Event.ID.MappingStart, mark);
            open.push(start.getAnchor());
        } else if (event instanceof CollectionEndEvent) {
            Node node = tree.end();
            open.pop().ifPresent(anchor -> anchors.put(anchor, node));
        } else if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), mark);
            scalar(scalar, mark);
        }
    }

    private void scalar(ScalarEvent event, Mark mark) {
        String text = event.getValue();
        Scalar scalar = event.isPlain() ? Scalars.plain(text, mark) : Scalars.quoted(text, mark);
        tree.scalar(scalar);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, scalar));
    }

    private Node target(Anchor anchor, Mark mark) {
        Node node = anchors.get(anchor);
        if (node == null) {
            String name = anchor.getValue();
            throw tree.refused(
                    mark, "refers to *" + name + ", which is not complete before it", "put &" + name + " above");
        }
        return node;
    }

    private void refuseTag(Optional<String> tag, Mark mark) {
        tag.ifPresent(name -> {
            throw tree.refused(
                    mark, "has the tag " + name, "remove it: what a value is follows from how it is written");
        });
    }

    private static Mark mark(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
        return mark.map(m -> new Mark(m.getLine() + 1, m.getColumn() + 1)).orElse(new Mark(1, 1));
    }
}
