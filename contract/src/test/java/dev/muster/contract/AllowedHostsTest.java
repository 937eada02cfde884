package dev.muster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
    private final AllowedHosts hosts =
            AllowedHosts.parse("hooks.example.com, *.example.org,Build.Internal:8443,[::1]:80,localhost:8080");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/x",
                "https://HOOKS.example.com:8080/",
                "https://a.b.example.org/",
                "http://localhost:8080/hook",
                "https://build.internal:8443/verdict",
                "http://[::1]/"
            })
    void listedHostsMayBeCalled(String address) {
        assertThat(hosts.refusal(URI.create(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "https://example.org/",
                "https://evilexample.org/",
                "https://hooks.example.com.evil.net/",
                "https://build.internal/",
                "https://build.internal:8444/",
                "https://user@hooks.example.com/",
                "https://hooks.example.com@evil.net/",
                "file:///etc/passwd",
                "http://hooks.example.com/",
                "http://127.evil.net:8080/",
                "ftp://hooks.example.com/",
                "hooks.example.com"
            })
    void everythingElseIsRefused(String address) {
        assertThat(hosts.refusal(URI.create(address))).isPresent();
    }

    @Test
    void nobodyMayBeCalledByDefault() {
        assertThat(AllowedHosts.parse(" ")).isEqualTo(AllowedHosts.NONE);
        assertThat(AllowedHosts.NONE.refusal(URI.create("https://example.com:8443/")))
                .hasValue("leads to a host that is not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "0.1.2.3",
                        "100.64.0.1",
                "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1",
                "::ffff:10.0.0.1", "64:ff9b::a00:1"
            })
    void internalAddressesNeedTheHostListedWithItsPort(String resolved) throws UnknownHostException {
        List<InetAddress> to = List.of(literal("93.184.216.34"), literal(resolved));

        assertThat(hosts.refusal(URI.create("https://hooks.example.com/"), to))
                .hasValueSatisfying(why -> assertThat(why).contains("internal", "hooks.example.com:443"));
        assertThat(hosts.refusal(URI.create("https://x.example.org/"), to)).isPresent();
        assertThat(hosts.refusal(URI.create("https://build.internal:8443/"), to))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:2800:220:1::1"})
    void publicAddressesPass(String resolved) throws UnknownHostException {
        assertThat(hosts.refusal(URI.create("https://hooks.example.com/"), List.of(literal(resolved))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x.org", "a b", "*.x.org:80", "x/y", "*"})
    void entriesOfNoKnownFormAreRefused(String entry) {
        assertThatThrownBy(() -> new AllowedHosts(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'");
    }

    private static InetAddress literal(String address) throws UnknownHostException {
        return InetAddress.getAllByName(address)[0];
    }
}
