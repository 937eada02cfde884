package dev.muster.cli.cluster;

import dev.muster.contract.Digest;
import java.nio.file.Path;

/**
 * How a cluster of this machine is reached.
 *
 * @param name in the ledger
 * @param gateway address, as {@code https://127.0.0.1:21000}
 * @param keyStore PKCS #12, with the key that says who calls
 * @param trustStore PKCS #12, with the authority that signed the gateway's certificate
 * @param passwordFile with the password of both stores
 * @param channel where the gateway keeps events for this home
 */
public record LocalCluster(
        String name, String gateway, Path keyStore, Path trustStore, Path passwordFile, String channel) {
    /**
     * The cluster of that name, which must be up.
     *
     * @throws LocalClusterException when it is not
     */
    public static LocalCluster find(Path home, String name) {
        ClusterFolder folder = ClusterFolder.of(home, name);
        ClusterState state = ClusterState.read(folder.state()).orElseThrow(() -> LocalClusterException.down(name));
        boolean lives = state.members().stream()
                .anyMatch(member -> member.process().alive().isPresent());
        if (!lives && state.keeper().alive().isEmpty()) {
            throw LocalClusterException.down(name);
        }
        Certificates tls = new Certificates(folder.tls());
        return new LocalCluster(name, state.gateway(), tls.client(), tls.trust(), tls.password(), channel(home));
    }

    /** One for all commands of a home: they share a ledger, so one goes on where another was killed. */
    static String channel(Path home) {
        return Digest.id("home-", home.toAbsolutePath().normalize().toString());
    }
}
