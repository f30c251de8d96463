package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A fresh namespace with a handle in it, and iproute2 as a second opinion. Without the privilege the test is skipped and
 * says so, or fails where {@code MULTIPATH_NETNS=required}.
 */
final class LiveNamespace implements AutoCloseable {
    private final NetNs namespace;
    private final RtNetlink netlink;

    LiveNamespace() {
        try {
            namespace = NetNs.create();
        } catch (ErrnoException e) {
            if ("required".equals(System.getenv("MULTIPATH_NETNS"))) {
                throw new AssertionError("network namespaces are required here", e);
            }
            Assumptions.abort("no network namespace to be had: " + e.getMessage());
            throw new AssertionError(e);
        }
        netlink = RtNetlink.open(namespace);
    }

    NetNs namespace() {
        return namespace;
    }

    RtNetlink netlink() {
        return netlink;
    }

    /** A veth pair, both ends up, with 192.0.2.SUBNET-free addresses left to the test. */
    int veth(String name, String peer) {
        netlink.links().add(NewLink.veth(name, peer));
        int index = netlink.links().get(name).orElseThrow().index();
        int peerIndex = netlink.links().get(peer).orElseThrow().index();
        netlink.links().change(index, LinkChange.setUp());
        netlink.links().change(peerIndex, LinkChange.setUp());
        return index;
    }

    /** A veth pair whose near end has this address, and 2001:db8:SUBNET::1/64 without waiting for it. */
    int uplink(String name, String ipv4, String ipv6) {
        int index = veth(name, name + "p");
        netlink.addresses().add(Address.of(index, IpAddress.parse(ipv4), 24));
        netlink.addresses().add(Address.of(index, IpAddress.parse(ipv6), 64).noDad());
        return index;
    }

    /** What {@code ip} prints, which must succeed. */
    String ip(String arguments) {
        Result result = run(arguments);
        assertThat(result.status()).as("ip %s: %s", arguments, result.output()).isZero();
        return result.output();
    }

    /** What one {@code ip} prints that carries out all of these, none of which may fail. */
    String batch(List<String> commands) {
        try {
            Path file = Files.createTempFile("ip", ".batch");
            try {
                Files.write(file, commands);
                return ip("-batch " + file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonArray json(String arguments) {
        String output = ip("-j " + arguments);
        return output.isBlank()
                ? new JsonArray()
                : JsonParser.parseString(output).getAsJsonArray();
    }

    record Result(int status, String output) {}

    /** What {@code bridge -j} prints, which must succeed. */
    JsonArray bridge(String arguments) {
        Result result = command("bridge", "-j " + arguments);
        assertThat(result.status())
                .as("bridge %s: %s", arguments, result.output())
                .isZero();
        return result.output().isBlank()
                ? new JsonArray()
                : JsonParser.parseString(result.output()).getAsJsonArray();
    }

    Result run(String arguments) {
        return command("ip", arguments);
    }

    /** Another program than {@code ip}, in the namespace. */
    Result command(String program, String arguments) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + namespace.path(), program));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException e) {
            Assumptions.abort("no nsenter or ip to compare with: " + e.getMessage());
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        netlink.close();
        namespace.close();
    }
}
