package dev.muster.train;

import dev.muster.contract.ClusterConfig;
import dev.muster.contract.EventSink;
import dev.muster.contract.TrainingCluster;
import dev.muster.contract.TrainingClusterProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the adapter that serves a Ray address. */
public final class Clusters {
    private static final Pattern NAMED = Pattern.compile("(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)=(?<address>\\S+)");

    private Clusters() {}

    /**
     * Connects to the cluster that a configuration names, by whichever adapter on the class path handles its address.
     *
     * @throws IllegalArgumentException when none does; the message lists the forms an address can have
     * @throws dev.muster.contract.ClusterUnavailableException when the cluster cannot be reached
     */
    public static TrainingCluster connect(ClusterConfig config, EventSink events) {
        List<TrainingClusterProvider> found = ServiceLoader.load(TrainingClusterProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return connect(config, events, found);
    }

    /**
     * The clusters that {@code RAY_ADDRESS} names: one address, or several with a name for each, as in
     * {@code west=https://10.0.0.1:8443, east=https://10.0.0.2:8443}.
     *
     * @param usual name of the cluster where there is but an address
     * @return addresses by name, in the order given
     * @throws IllegalArgumentException when one of several has no name, or two have the same
     */
    public static Map<String, String> named(String rayAddress, String usual) {
        String[] entries = rayAddress.split(",", -1);
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String entry : entries) {
            Matcher named = NAMED.matcher(entry.strip());
            boolean alone = entries.length == 1 && !named.matches();
            if (!alone && (!named.matches() || addresses.containsKey(named.group("name")))) {
                throw new IllegalArgumentException("RAY_ADDRESS is '" + rayAddress + "', where '" + entry.strip()
                        + "' needs a name of its own: write NAME=ADDRESS for each cluster, parted by commas");
            }
            addresses.put(alone ? usual : named.group("name"), alone ? entry.strip() : named.group("address"));
        }
        return addresses;
    }

    static TrainingCluster connect(ClusterConfig config, EventSink events, List<TrainingClusterProvider> found) {
        return found.stream()
                .filter(provider -> provider.handles(config.rayAddress()))
                .findFirst()
                .orElseThrow(() -> unknown(config.rayAddress(), found))
                .connect(config, events);
    }

    private static IllegalArgumentException unknown(String address, List<TrainingClusterProvider> found) {
        List<String> names =
                found.stream().map(provider -> provider.getClass().getName()).toList();
        return new IllegalArgumentException("RAY_ADDRESS is '" + address + "', which no adapter handles. Known forms: "
                + "local (Ray inside this process), auto or host:port (this process runs on a Ray node), "
                + "https://host (a gateway). Adapters on the class path: " + (names.isEmpty() ? "none" : names));
    }
}
