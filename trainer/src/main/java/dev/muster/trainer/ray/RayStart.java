package dev.muster.trainer.ray;

import io.ray.api.Ray;
import io.ray.runtime.DefaultRayRuntimeFactory;
import java.lang.reflect.Field;

/**
 * Starts Ray as {@code Ray.init()} does, but for the shutdown hook that this adds. Hooks run at the same time: Ray's
 * would end it under attempts that, because the process was asked to end, are just being stopped; they would count as
 * failed. So whoever starts Ray shuts it down, once nobody calls it any more.
 */
final class RayStart {
    private RayStart() {}

    /** Starts it, unless it runs, in the mode that the system properties name. */
    static void start() {
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        try {
            Field runtime = Ray.class.getDeclaredField("runtime");
            runtime.setAccessible(true);
            if (runtime.get(null) == null) {
                runtime.set(null, new DefaultRayRuntimeFactory().createRayRuntime());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Ray keeps its runtime in another place", e);
        } finally {
            // Ray replaces the process's handler by one that only logs.
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }
}
