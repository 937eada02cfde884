package dev.muster.images;

import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where images go, and what they are called there.
 *
 * @param name with {@code FUNCTION} in it
 * @param tar folder for tar files; null for the registry that the name begins with
 */
record Target(String name, @Nullable Path tar) {
    String name(String function) {
        return name.replace("FUNCTION", function);
    }

    /** Of the image for one platform, which a list of all of them names. */
    String name(String function, Platform platform) {
        return name(function) + "-" + platform.getArchitecture();
    }

    static String file(String function, Platform platform, String suffix) {
        return "muster-" + function + "-" + platform.getArchitecture() + suffix;
    }
}
