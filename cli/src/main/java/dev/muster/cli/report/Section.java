package dev.muster.cli.report;

import java.util.Collection;

/** A part of the report under a heading of its own. */
final class Section {
    private Section() {}

    /**
     * Frames what belongs together.
     *
     * @param id to link to
     * @param lead a sentence beside the heading
     */
    static Markup of(String id, String heading, Object lead, Collection<Markup> content) {
        return Markup.of(
                "<section id=\"{}\"><header><h2>{}</h2><p>{}</p></header><div>{}</div></section>",
                id,
                heading,
                lead,
                content);
    }
}
