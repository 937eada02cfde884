package dev.muster.cli;

import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine;

/** Makes commands, giving each the world around it. */
final class Commands implements CommandLine.IFactory {
    private final Environment environment;

    Commands(Environment environment) {
        this.environment = environment;
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
