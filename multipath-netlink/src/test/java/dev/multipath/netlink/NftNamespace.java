package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/**
 * A fresh namespace with a handle to nf_tables in it, and {@code nft} as a second opinion. Without the privilege the test
 * is skipped and says so, or fails where {@code MULTIPATH_NETNS=required}.
 */
final class NftNamespace implements AutoCloseable {
    private final NetNs namespace;
    private final NfNetlink netfilter;

    NftNamespace() {
        try {
            namespace = NetNs.create();
        } catch (ErrnoException e) {
            if ("required".equals(System.getenv("MULTIPATH_NETNS"))) {
                throw new AssertionError("network namespaces are required here", e);
            }
            Assumptions.abort("no network namespace to be had: " + e.getMessage());
            throw new AssertionError(e);
        }
        netfilter = NfNetlink.open(namespace);
    }

    NetNs namespace() {
        return namespace;
    }

    NfNetlink netfilter() {
        return netfilter;
    }

    NfTables tables() {
        return netfilter.tables();
    }

    /** What {@code nft -f -} prints to these commands, which must succeed. */
    String nft(String script) {
        try {
            Process process = new ProcessBuilder("nsenter", "--net=" + namespace.path(), "nft", "-f", "-")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("nft %s: %s", script, output).isZero();
            return output.strip();
        } catch (IOException e) {
            Assumptions.abort("no nsenter or nft to compare with: " + e.getMessage());
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        netfilter.close();
        namespace.close();
    }
}
