package dev.muster.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.contract.AllowedHosts;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "192.168.1.1",
                "172.16.0.1",
                "169.254.169.254",
                "::1",
                "fe80::1",
                "fd00::1",
                "0.0.0.0"
            })
    void knowsWhatLiesInside(String address) throws UnknownHostException {
        assertThat(PrivateAddresses.inside(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "2606:2800:220:1::1"})
    void knowsWhatLiesOutside(String address) throws UnknownHostException {
        assertThat(PrivateAddresses.inside(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void anAddressThatIsNamedItselfIsMeant() {
        assertThat(PrivateAddresses.refusal(URI.create("https://10.1.2.3/"), AllowedHosts.parse("10.1.2.3")))
                .isEmpty();
    }
}
