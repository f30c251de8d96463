package dev.multipath.netlink.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilityTest {
    private static final String ROOT = "CapEff:\t000001ffffffffff";
    private static final String ORDINARY = "CapEff:\t0000000000000000";
    private static final String RAW_ONLY = "CapEff:\t0000000000002000";

    @Test
    void rootLacksNothing() throws IOException {
        assertThat(missing(ROOT)).isEmpty();
    }

    @Test
    void namesWhatIsMissingInTheOrderAskedFor() throws IOException {
        assertThat(missing(ORDINARY)).hasToString("[CAP_NET_ADMIN, CAP_NET_RAW]");
        assertThat(missing(RAW_ONLY)).hasToString("[CAP_NET_ADMIN]");
    }

    @Test
    void aStatusWithoutTheLineIsAnError() {
        assertThatThrownBy(() -> Capability.effective(List.of("Name:\tjava"))).isInstanceOf(IOException.class);
    }

    @Test
    void readsThisProcess() throws IOException {
        assertThat(Capability.missing()).isEmpty();
        assertThat(Capability.missing(new Capability(63))).containsExactly(new Capability(63));
    }

    private static List<Capability> missing(String capEff) throws IOException {
        long effective = Capability.effective(List.of("Name:\tjava", "CapPrm:\tffff", capEff, "CapBnd:\t0"));
        return Capability.missing(effective, Capability.NET_ADMIN, Capability.NET_RAW);
    }
}
