package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.transport.NetNs;
import java.util.List;

/** A fresh namespace with a handle to nf_tables in it, and {@code nft} as a second opinion. */
final class NftNamespace implements AutoCloseable {
    private final FreshNamespace namespace = new FreshNamespace();
    private final NfNetlink netfilter = NfNetlink.open(namespace.netNs());

    NetNs namespace() {
        return namespace.netNs();
    }

    NfNetlink netfilter() {
        return netfilter;
    }

    NfTables tables() {
        return netfilter.tables();
    }

    /** What {@code nft -f -} prints to these commands, which must succeed. */
    String nft(String script) {
        FreshNamespace.Result result = namespace.run(List.of("nft", "-f", "-"), script);
        assertThat(result.status()).as("nft %s: %s", script, result.output()).isZero();
        return result.output();
    }

    @Override
    public void close() {
        netfilter.close();
        namespace.close();
    }
}
