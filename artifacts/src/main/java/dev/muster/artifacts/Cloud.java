package dev.muster.artifacts;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of object store, and how an address becomes its settings. Keys are not among them: they come from where each
 * cloud's own tools find them, such as the environment or the machine's identity.
 */
enum Cloud {
    /** Amazon S3, and what speaks its protocol. */
    S3("s3", "s3", "bucket", "region, endpoint") {
        @Override
        void add(Map<String, String> settings, Map<String, String> options) {
            settings.putAll(options);
        }
    },

    /** Google Cloud Storage. */
    GOOGLE("gs", "gcs", "bucket", "endpoint, anonymous") {
        @Override
        void add(Map<String, String> settings, Map<String, String> options) {
            if (Boolean.parseBoolean(options.get("anonymous"))) {
                List.of("allow_anonymous", "disable_vm_metadata", "disable_config_load")
                        .forEach(setting -> settings.put(setting, "true"));
            }
        }
    },

    /** Azure Blob Storage. */
    AZURE("azblob", "azblob", "container", "account, endpoint") {
        @Override
        void add(Map<String, String> settings, Map<String, String> options) {
            String account = options.get("account");
            if (account == null) {
                throw new IllegalArgumentException("it lacks the account, as in azblob://container?account=name");
            }
            settings.put("account_name", account);
            settings.put(ENDPOINT, "https://" + account + ".blob.core.windows.net");
        }
    };

    private static final String ENDPOINT = "endpoint";

    private final String scheme;
    private final String service;
    private final String place;
    private final String options;

    Cloud(String scheme, String service, String place, String options) {
        this.scheme = scheme;
        this.service = service;
        this.place = place;
        this.options = options;
    }

    /**
     * The kind that an address names.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Cloud of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(cloud -> cloud.scheme.equals(scheme))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no artifact store serves '" + scheme + ":'"));
    }

    /** What the library calls it. */
    String service() {
        return service;
    }

    /**
     * What the library wants to know of an address.
     *
     * @throws IllegalArgumentException when it lacks something, or says something unknown
     */
    Map<String, String> settings(URI address) {
        String name = address.getRawAuthority();
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("it names no " + place);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(place, name);
        settings.put("root", address.getPath().isEmpty() ? "/" : address.getPath());
        Map<String, String> options = options(address.getQuery());
        add(settings, options);
        if (options.containsKey(ENDPOINT)) {
            settings.put(ENDPOINT, options.get(ENDPOINT));
        }
        return settings;
    }

    abstract void add(Map<String, String> settings, Map<String, String> options);

    private Map<String, String> options(@Nullable String query) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String option : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = option.split("=", 2);
            if (parts.length < 2 || !List.of(options.split(", ")).contains(parts[0])) {
                throw new IllegalArgumentException(
                        "'" + parts[0] + "' is not one of its options: " + options + ", each with =value");
            }
            found.put(parts[0], parts[1]);
        }
        return found;
    }
}
