package dev.muster.cli.text;

/** A line for each job that ends, and now and then one for the batch. */
final class PlainProgress implements Progress {
    private static final double BETWEEN = 5;
    private static final int WIDTH = 160;

    private final Terminal terminal;
    private final ProgressText text;
    private final Endings endings = new Endings();
    private double last = -BETWEEN;

    PlainProgress(Terminal terminal) {
        this.terminal = terminal;
        this.text = new ProgressText(terminal.errInk(), WIDTH);
    }

    @Override
    public void show(Snapshot snapshot) {
        endings.since(snapshot).forEach(job -> terminal.err().println(text.ended(job)));
        if (snapshot.seconds() - last >= BETWEEN) {
            last = snapshot.seconds();
            terminal.err().println(text.summary(snapshot, false));
        }
    }

    @Override
    public void close() {
        terminal.flush();
    }
}
