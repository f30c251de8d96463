package dev.multipath.agent.sim;

import dev.multipath.agent.Devices;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.RtNetlink;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.Route;
import dev.multipath.testkit.sim.SimRandom;
import dev.multipath.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machine's devices as their drivers, dialers and DHCP clients make them. What several faults want of one device is
 * counted, so that it is whole again only when the last of them has ended.
 */
final class Machine {
    /** Duplicate address detection. */
    private static final long DETECTION = 1_100 * Line.MILLI;

    /** What a device may lack. */
    enum Lack {
        DEVICE,
        UP,
        CARRIER,
        ADDRESS
    }

    private final Simulation simulation;
    private final VirtualKernel kernel;
    private final RtNetlink operator;
    private final SimRandom random;
    private final Map<String, Map<Lack, Integer>> lacks = new HashMap<>();
    private final Map<String, Boolean> plugged = new HashMap<>();
    private int dialled = 2;

    Machine(Simulation simulation, VirtualKernel kernel) {
        this.simulation = simulation;
        this.kernel = kernel;
        this.operator = kernel.operator;
        this.random = simulation.random("machine");
        operator.links().change(1, LinkChange.setUp());
        for (String device : Site.DEVICES) {
            lacks.put(device, new EnumMap<>(Lack.class));
            settle(device);
        }
    }

    void begin(String device, Lack lack) {
        lacks.get(device).merge(lack, 1, Integer::sum);
        settle(device);
    }

    void end(String device, Lack lack) {
        lacks.get(device).merge(lack, -1, Integer::sum);
        settle(device);
    }

    /** A point-to-point link gets another address every time. */
    void redial() {
        dialled = (int) random.between(2, 250);
    }

    private boolean lacks(String device, Lack lack) {
        return lacks.get(device).getOrDefault(lack, 0) > 0;
    }

    /** Makes the device what it should be. */
    private void settle(String device) {
        Optional<Link> link = operator.links().get(device);
        if (lacks(device, Lack.DEVICE)) {
            if (link.isPresent()) {
                operator.links().delete(link.get().index());
                plugged.remove(device);
                kernel.deleted(device);
                kernel.touched();
            }
            return;
        }
        if (link.isEmpty()) {
            operator.links().add(NewLink.of(device, "dummy"));
            if (device.equals("ppp0")) {
                kernel.fake.pointToPoint(device);
            }
            kernel.made(device);
            link = operator.links().get(device);
        }
        int index = link.orElseThrow().index();
        boolean up = !lacks(device, Lack.UP);
        if (link.orElseThrow().isUp() != up) {
            operator.links().change(index, up ? LinkChange.setUp() : LinkChange.setDown());
        }
        boolean plug = !lacks(device, Lack.CARRIER);
        if (plugged.getOrDefault(device, true) != plug) {
            plugged.put(device, plug);
            if (plug) {
                kernel.fake.plugIn(device);
            } else {
                kernel.fake.unplug(device);
            }
        }
        address(device, index, up && !lacks(device, Lack.ADDRESS));
        kernel.touched();
    }

    private void address(String device, int index, boolean wanted) {
        List<Address> present = new ArrayList<>(kernel.fake.addresses());
        present.removeIf(address -> address.interfaceIndex() != index
                || (address.local().isIpv6() && address.local().isLinkLocal()));
        boolean gone = lacks(device, Lack.ADDRESS);
        for (Address address : gone ? present : List.<Address>of()) {
            operator.addresses().deleteIfPresent(address);
        }
        for (String text : wanted ? addresses(device) : List.<String>of()) {
            Address address = Devices.address(index, text);
            if (present.stream().noneMatch(each -> each.local().equals(address.local()))
                    && (present.isEmpty() || !device.equals("ppp0"))) {
                operator.addresses().add(address);
            }
        }
        if (wanted) {
            dhcp(device, index);
            simulation.after(DETECTION, () -> {
                kernel.fake.finishDuplicateDetection();
                kernel.touched();
            });
        }
    }

    private List<String> addresses(String device) {
        return switch (device) {
            case "eth0" -> List.of("192.0.2.2/24", "2001:db8:a::2/64");
            case "eth1" -> List.of("198.51.100.2/24", "2001:db8:b::2/64");
            default -> List.of("10.0.0." + dialled + " peer 10.0.0.1/32");
        };
    }

    /** The DHCP client of eth0 writes its default into main, as it does without any agent. */
    private void dhcp(String device, int index) {
        if (!device.equals("eth0")) {
            return;
        }
        Route route = Route.defaultRoute(AddressFamily.INET)
                .protocol(Protocol.DHCP)
                .priority(100)
                .via(IpAddress.parse("192.0.2.1"), index);
        boolean present = kernel.fake.routes().stream()
                .anyMatch(each -> each.key().equals(route.key().effective())
                        && each.protocol().equals(Protocol.DHCP));
        if (!present) {
            try {
                operator.routes().prepend(route);
            } catch (NetlinkException refused) {
                simulation.log("dhcp: " + refused.getMessage());
            }
        }
    }
}
