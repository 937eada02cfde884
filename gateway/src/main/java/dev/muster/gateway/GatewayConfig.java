package dev.muster.gateway;

import dev.muster.contract.InvalidInputException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is told by its environment; each component is the variable of its name in {@code docs/gateway.md}.
 *
 * @param rayAddress {@code auto} or {@code host:port}
 * @param cluster name of the cluster
 * @param artifacts address of the artifact store
 * @param cache folder for prepared datasets
 * @param lease of an attempt; six heartbeats make one
 * @param grace that an attempt has for a checkpoint, once asked to stop
 * @param idle that a trainer actor is kept warm without work
 * @param promised resources of nodes that an autoscaler would add
 * @param untested whether a version of Ray that was never tested is good enough
 * @param listen where HTTPS is served
 * @param spool folder for events that nobody has taken yet
 * @param broker that events are posted to; null for none
 * @param identity of this gateway, and who may come in
 * @param programs what programs of users need; null when there are none
 */
record GatewayConfig(
        String rayAddress,
        String cluster,
        String artifacts,
        Path cache,
        Duration lease,
        Duration grace,
        Duration idle,
        List<Map<String, Double>> promised,
        boolean untested,
        InetSocketAddress listen,
        Path spool,
        @Nullable URI broker,
        Identity identity,
        @Nullable Programs programs) {
    /**
     * Who this is, and whom it believes.
     *
     * @param keys PKCS #12 file with key and certificate
     * @param password of it, in a file
     * @param trusted PKCS #12 file with the authorities that client certificates are from; null for none
     * @param clients names in client certificates that may come in
     * @param issuer of OIDC tokens; null for none
     * @param audience that they must be for
     * @param subjects of tokens that may come in
     * @param hosts names that this is called by
     */
    record Identity(
            Path keys,
            Path password,
            @Nullable Path trusted,
            List<String> clients,
            @Nullable URI issuer,
            String audience,
            List<String> subjects,
            List<String> hosts) {}

    /**
     * What programs of users need.
     *
     * @param folder with all of them
     * @param dashboard of the cluster's head, on loopback
     * @param python that they run with
     * @param token file with Ray's token; null where Ray wants none
     */
    record Programs(
            Path folder,
            URI dashboard,
            Path python,
            @Nullable Path token) {}

    /**
     * Reads the environment.
     *
     * @throws InvalidInputException with everything that is wrong with it
     */
    static GatewayConfig read(Map<String, String> environment) {
        GatewayVariables variables = new GatewayVariables(environment);
        GatewayConfig config = variables.config();
        variables.throwIfAny();
        return config;
    }
}
