package dev.muster.cli.text;

/** Shows how a batch goes on, snapshot by snapshot. */
public interface Progress extends AutoCloseable {
    /** Shows where the batch stands now. */
    void show(Snapshot snapshot);

    /** Leaves the terminal as it was. */
    @Override
    void close();

    /** Bars on a terminal, plain lines elsewhere. */
    static Progress on(Terminal terminal) {
        return terminal.live() ? new LiveProgress(terminal) : new PlainProgress(terminal);
    }

    /** For those who want to see the result only. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void show(Snapshot snapshot) {}

            @Override
            public void close() {}
        };
    }
}
