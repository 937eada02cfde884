package dev.muster.cli;

import dev.muster.cli.system.Database;
import dev.muster.cli.system.MusterConfig;
import dev.muster.cli.text.HistoryText;
import dev.muster.ledger.Ledger;
import java.time.ZoneId;
import java.util.List;

/** A command that looks into the ledger, which it starts only when there may be something in it. */
abstract class LedgerAction extends Action {
    LedgerAction(Environment environment) {
        super(environment);
    }

    @Override
    public final Integer call() {
        MusterConfig config = Settings.read(environment);
        if (config.database() == null && !config.home().used()) {
            return nothing();
        }
        Logs.into(config.home());
        try (Database database = Database.open(config, environment.clock())) {
            return look(database.ledger(), config);
        }
    }

    /** Answers from the ledger. */
    abstract int look(Ledger ledger, MusterConfig config);

    /** Answers where nothing was ever run. */
    int nothing() {
        throw Trouble.invalid("there is nothing yet; begin with: muster run examples/digits.yaml");
    }

    HistoryText text() {
        return new HistoryText(terminal().ink(), terminal().width(), ZoneId.systemDefault());
    }

    void lines(List<String> lines) {
        lines.forEach(terminal().out()::println);
    }
}
