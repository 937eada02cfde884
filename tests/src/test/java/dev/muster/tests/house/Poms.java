package dev.muster.tests.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What the poms say. */
final class Poms {
    private Poms() {}

    static List<String> modules(Path pom) {
        return children(child(project(pom), "modules"), "module").stream()
                .map(Element::getTextContent)
                .toList();
    }

    /** {@code group:artifact} of what a module depends on directly, apart from other modules. */
    static Set<String> dependencies(Path pom) {
        Set<String> found = new TreeSet<>();
        for (Element dependency : children(child(project(pom), "dependencies"), "dependency")) {
            String group = text(dependency, "groupId");
            if (!group.equals("dev.muster")) {
                // One line for an artifact of which each platform has its own.
                found.add(group + ":" + text(dependency, "artifactId").replaceAll("\\$\\{.*}", "*"));
            }
        }
        return found;
    }

    private static Element project(Path pom) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("cannot read " + pom, e);
        }
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        if (found.isEmpty()) {
            throw new IllegalStateException(parent.getBaseURI() + " has no <" + name + ">");
        }
        return found.get(0);
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
