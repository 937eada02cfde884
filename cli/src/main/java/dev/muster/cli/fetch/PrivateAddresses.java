package dev.muster.cli.fetch;

import dev.muster.contract.AllowedHosts;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps names that somebody else controls from leading into this machine or its network: where a host's name stands for
 * an inside address, the address itself, or a name like {@code localhost}, must be allowed too.
 */
final class PrivateAddresses {
    private static final int FIRST_OF_UNIQUE_LOCAL = 0xfc;

    private PrivateAddresses() {}

    /** Why an allowed address may not be called nevertheless. */
    static Optional<String> refusal(URI address, AllowedHosts hosts) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return Optional.empty();
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host.replaceAll("^\\[|]$", "")))
                    .filter(PrivateAddresses::inside)
                    .map(InetAddress::getHostAddress)
                    .filter(inside -> !hosts.patterns().contains(inside) && !inside.equals(host))
                    .findFirst()
                    .map(inside -> "leads inside, to " + inside);
        } catch (UnknownHostException e) {
            // The attempt to connect says so better, and is tried again.
            return Optional.empty();
        }
    }

    static boolean inside(InetAddress address) {
        boolean uniqueLocal =
                address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == FIRST_OF_UNIQUE_LOCAL;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal;
    }
}
