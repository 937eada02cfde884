package dev.muster.cli.conform;

/** Something that rendered manifests have to obey. Stateless. */
interface Rule {
    /** As findings name it. */
    String name();

    /** Complains of everything in an overlay that breaks it. */
    void check(Overlay overlay, Complaints complaints);
}
