package dev.muster.cli.text;

import java.util.List;

/** Redraws a few lines at the bottom of a terminal; what is over scrolls up and stays. */
final class LiveProgress implements Progress {
    private static final int MOST = 12;

    private final Terminal terminal;
    private final ProgressText text;
    private final Endings endings = new Endings();
    private int drawn;

    LiveProgress(Terminal terminal) {
        this.terminal = terminal;
        // One column less: a full line would wrap on some terminals.
        this.text = new ProgressText(terminal.errInk(), terminal.width() - 1);
    }

    @Override
    public void show(Snapshot snapshot) {
        StringBuilder frame = new StringBuilder(erase());
        endings.since(snapshot).forEach(job -> frame.append(text.ended(job)).append('\n'));
        List<String> bars = text.bars(snapshot, MOST);
        bars.forEach(line -> frame.append(line).append('\n'));
        drawn = bars.size();
        write(frame);
    }

    @Override
    public void close() {
        write(erase());
        drawn = 0;
    }

    private String erase() {
        return drawn == 0 ? "" : "\u001b[" + drawn + "A\r\u001b[J";
    }

    private void write(CharSequence frame) {
        terminal.err().print(frame);
        terminal.err().flush();
    }
}
