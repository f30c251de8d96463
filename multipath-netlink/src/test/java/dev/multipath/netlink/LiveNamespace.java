package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A fresh namespace with a handle in it, and iproute2 as a second opinion. */
final class LiveNamespace implements AutoCloseable {
    private final FreshNamespace namespace = new FreshNamespace();
    private final RtNetlink netlink = RtNetlink.open(namespace.netNs());

    NetNs namespace() {
        return namespace.netNs();
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
        FreshNamespace.Result result = run(arguments);
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

    /** What {@code bridge -j} prints, which must succeed. */
    JsonArray bridge(String arguments) {
        FreshNamespace.Result result = command("bridge", "-j " + arguments);
        assertThat(result.status())
                .as("bridge %s: %s", arguments, result.output())
                .isZero();
        return result.output().isBlank()
                ? new JsonArray()
                : JsonParser.parseString(result.output()).getAsJsonArray();
    }

    FreshNamespace.Result run(String arguments) {
        return command("ip", arguments);
    }

    /** Another program than {@code ip}, in the namespace. */
    FreshNamespace.Result command(String program, String arguments) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(List.of(arguments.split(" ")));
        return namespace.run(words, "");
    }

    @Override
    public void close() {
        netlink.close();
        namespace.close();
    }
}
