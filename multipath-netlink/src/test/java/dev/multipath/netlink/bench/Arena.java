package dev.multipath.netlink.bench;

import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A fresh namespace with the device the routes lead to, for one program to work in. */
final class Arena implements AutoCloseable {
    private final NetNs namespace;

    Arena() throws ErrnoException {
        namespace = NetNs.create();
        try (RtNetlink netlink = RtNetlink.open(namespace)) {
            netlink.links().add(NewLink.veth(Agreed.DEVICE, Agreed.PEER));
            for (String name : List.of("lo", Agreed.PEER, Agreed.DEVICE)) {
                netlink.links().change(index(netlink, name), LinkChange.setUp());
            }
            netlink.addresses().add(Address.of(index(netlink, Agreed.DEVICE), Agreed.OWN_ADDRESS, 24));
        }
    }

    private static int index(RtNetlink netlink, String name) {
        return netlink.links().get(name).orElseThrow().index();
    }

    /**
     * Runs a program to its end.
     *
     * @return the lines it printed
     * @throws IOException when it cannot be started or fails
     */
    List<String> run(List<String> command) throws IOException, InterruptedException {
        List<String> inside = new ArrayList<>(List.of("nsenter", "--net=" + namespace.path()));
        inside.addAll(command);
        Process process = new ProcessBuilder(inside)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("exit status " + status + " of " + String.join(" ", command));
        }
        return output.lines().toList();
    }

    @Override
    public void close() {
        namespace.close();
    }
}
