package dev.muster.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** A client that has it speaks in the clear, as WakeUpTest holds, and can speak no other way. */
class NoTlsTest {
    private final SSLContext context = NoTls.context();

    @Test
    void nothingLooksEncryptedThatIsNot() {
        assertThatThrownBy(() -> context.createSSLEngine("broker", 443)).hasMessage("a client in the clear has no TLS");
        assertThatThrownBy(context::getSocketFactory).hasMessage("a client in the clear has no TLS");
        assertThat(context.getSupportedSSLParameters().getProtocols()).isEmpty();
    }
}
