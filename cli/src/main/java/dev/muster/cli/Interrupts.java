package dev.muster.cli;

import dev.muster.cli.system.Interruption;
import dev.muster.cli.text.Terminal;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C. While nothing is accepted yet it ends the process at once; later the first one lets the command end its work
 * in order, and the second ends the process. Shutdown hooks would not do, since those of the libraries run at the same
 * time and pull the ground away.
 */
final class Interrupts {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final Terminal terminal;
    private final Interruption interruption = Interruption.never();
    private final AtomicBoolean abrupt = new AtomicBoolean(true);

    private Interrupts(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Takes the signals over for the rest of the process's life. */
    static Interrupts listen(Terminal terminal) {
        Interrupts interrupts = new Interrupts(terminal);
        SIGNALS.forEach(name -> handle(name, interrupts::signalled));
        return interrupts;
    }

    /** From now on the first signal is a wish, which the caller fulfils. */
    Interruption orderly() {
        abrupt.set(false);
        return interruption;
    }

    private void signalled() {
        if (abrupt.getAndSet(true)) {
            terminal.flush();
            Runtime.getRuntime().halt(ExitCode.CANCELLED);
        }
        interruption.wish();
    }

    // By reflection: the compiler warns of the class, which every JDK has, with a warning that cannot be turned off.
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> {
                action.run();
                return null;
            };
            Object proxy = Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handler}, call);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signals cannot be handled on this Java", e);
        }
    }
}
