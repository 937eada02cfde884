package dev.muster.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Makes commands, giving each the world around it. */
final class Commands implements CommandLine.IFactory {
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("run", RunCommand.class);
        ALL.put("validate", ValidateCommand.class);
        ALL.put("status", StatusCommand.class);
        ALL.put("list", ListCommand.class);
        ALL.put("queue", QueueCommand.class);
        ALL.put("show", ShowCommand.class);
        ALL.put("why", WhyCommand.class);
        ALL.put("cancel", CancelCommand.class);
        ALL.put("resume", ResumeCommand.class);
        ALL.put("report", ReportCommand.class);
        ALL.put("reproduce", ReproduceCommand.class);
        ALL.put("audit", AuditCommand.class);
        ALL.put("dead", DeadCommand.class);
        ALL.put("serve", ServeCommand.class);
        ALL.put("submit", SubmitCommand.class);
        ALL.put("watch", WatchCommand.class);
        ALL.put("logs", LogsCommand.class);
        ALL.put("cluster", ClusterCommand.class);
        ALL.put("conform", ConformCommand.class);
        ALL.put("version", VersionCommand.class);
        ALL.put("completion", CompletionCommand.class);
        ALL.put("help", HelpCommand.class);
    }

    private final Environment environment;

    Commands(Environment environment) {
        this.environment = environment;
    }

    /**
     * The command line for these arguments: the whole tree costs time to build, and most calls want one branch of it.
     */
    CommandLine commandLine(String... arguments) {
        CommandLine root = new CommandLine(new MusterCommand(), this);
        Optional<String> wanted = Arrays.stream(arguments).findFirst().filter(ALL::containsKey);
        boolean branch = wanted.filter(
                        name -> ALL.get(name) != HelpCommand.class && ALL.get(name) != CompletionCommand.class)
                .isPresent();
        ALL.forEach((name, type) -> {
            if (!branch || name.equals(wanted.get())) {
                root.addSubcommand(name, new CommandLine(type, this));
            }
        });
        // Of all branches: it holds for those that are there by now.
        return root.setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (!Action.class.isAssignableFrom(type)) {
            return CommandLine.defaultFactory().create(type);
        }
        try {
            return type.cast(type.getDeclaredConstructor(Environment.class).newInstance(environment));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot make " + type.getName(), e);
        }
    }
}
