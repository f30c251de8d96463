package dev.multipath.netlink.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetNsTest {

    @Test
    void aNameIsLookedUpWhereIpKeepsIt() {
        assertThat(NetNs.named("no-such-namespace").path()).isEqualTo("/run/netns/no-such-namespace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../proc/1/ns/net"})
    void whatIsNoFileNameIsNoNamespaceName(String name) {
        assertThatThrownBy(() -> NetNs.named(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/proc/1\0/ns/net"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> NetNs.at(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingNamespaceIsENOENTWithItsPath() {
        NetNs missing = NetNs.at(Path.of("/run/netns/no-such-namespace"));
        assertThatThrownBy(() -> missing.call(() -> 1))
                .isInstanceOf(ErrnoException.class)
                .hasMessage("open /run/netns/no-such-namespace: ENOENT (2)");
    }

    @Test
    void codeForTheCurrentNamespaceRunsOnTheCallingThread() throws ErrnoException {
        assertThat(NetNs.current().call(Thread::currentThread)).isSameAs(Thread.currentThread());
    }

    @Test
    void onlyAMadeNamespaceHasADescriptor() {
        assertThatThrownBy(() -> NetNs.current().descriptor()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> NetNs.ofProcess(1).descriptor()).isInstanceOf(IllegalStateException.class);
        NetNs.current().close();
    }
}
