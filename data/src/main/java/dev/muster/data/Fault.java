package dev.muster.data;

/** The sorts of problems that may occur in a dataset by the million, of which only the first are told one by one. */
enum Fault {
    FILE("files at fault"),
    ENCODING("bytes that are not UTF-8"),
    QUOTING("broken quotes"),
    HEADER("column names at fault"),
    FIELDS("rows with another number of fields than the header"),
    TEXT("texts in numeric columns"),
    TARGET("targets at fault"),
    CLASSES("classes at fault"),
    LABEL("labels at fault"),
    SPEC("settings at fault");

    private final String many;

    Fault(String many) {
        this.many = many;
    }

    /** What several of the sort are called. */
    String many() {
        return many;
    }
}
