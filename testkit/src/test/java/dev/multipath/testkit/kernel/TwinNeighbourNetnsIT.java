package dev.multipath.testkit.kernel;

import static dev.multipath.testkit.kernel.Site.*;

import dev.multipath.netlink.NeighbourFilter;
import dev.multipath.netlink.Neighbours;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.Protocol;
import dev.multipath.testkit.netns.NetnsTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same random requests about neighbours get the same answers from the fake kernel and a real namespace, and leave the
 * same entries, with cables pulled and devices set down between.
 */
@NetnsTest
class TwinNeighbourNetnsIT {
    private static final int STEPS = 150;
    /** States that do not change by themselves within a test. */
    private static final int[] STATES = {
        Neighbour.NONE, Neighbour.REACHABLE, Neighbour.STALE, Neighbour.NOARP, Neighbour.PERMANENT, Neighbour.FAILED
    };

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_fake_kernel_does_what_the_real_one_does(int seed) {
        Twins.run(seed, STEPS, TwinNeighbourNetnsIT::step, TwinNeighbourNetnsIT::state);
    }

    /** Those the test is about, in order of address: the kernel has more of its own, in an order of its own. */
    private static List<String> state(Site site) {
        List<Neighbour> all = new ArrayList<>(site.netlink().neighbours().list());
        all.addAll(site.netlink().neighbours().list(NeighbourFilter.PROXIES));
        return all.stream()
                .filter(each -> candidates().contains(each.address()))
                .map(TwinNeighbourNetnsIT::words)
                .sorted()
                .toList();
    }

    private static String words(Neighbour each) {
        return each.address() + " " + each.interfaceIndex() + " " + each.state() + " " + each.flags() + " "
                + each.type() + " " + each.hardwareAddress() + " " + each.extendedFlags() + " " + each.protocol();
    }

    private static List<IpAddress> candidates() {
        return List.of(GW1, GW2, GW1_6, GW2_6, IpAddress.parse("192.0.2.77"), IpAddress.parse("2001:db8:1::77"));
    }

    static Twins.Change step(Random random, Site site) {
        int device = random.nextBoolean() ? site.a : site.b;
        IpAddress address = candidates().get(random.nextInt(candidates().size()));
        return switch (random.nextInt(12)) {
            case 0 -> cable(random);
            case 1 -> reset(random);
            case 2 ->
                new Twins.Change(
                        "get " + address,
                        where -> where.netlink()
                                .neighbours()
                                .get(device, address)
                                .map(TwinNeighbourNetnsIT::words));
            case 3, 4 -> {
                Neighbour key = random.nextInt(4) == 0
                        ? Neighbour.proxy(device, address)
                        : Neighbour.of(random.nextInt(10) == 0 ? 99 : device, address);
                yield new Twins.Change("delete " + key, where -> {
                    where.netlink().neighbours().delete(key);
                    return "done";
                });
            }
            default -> put(random, device, address);
        };
    }

    private static Twins.Change cable(Random random) {
        String device = random.nextBoolean() ? "up-a" : "up-b";
        return new Twins.Change("pull and plug " + device, where -> {
            where.pull(device);
            where.plug(device);
            return "done";
        });
    }

    private static Twins.Change reset(Random random) {
        String device = random.nextBoolean() ? "up-a" : "up-b";
        return new Twins.Change("down and up " + device, where -> {
            where.down(device);
            where.up(device);
            return "done";
        });
    }

    private static Twins.Change put(Random random, int device, IpAddress address) {
        Neighbour entry = Neighbour.of(device, address).state(STATES[random.nextInt(STATES.length)]);
        if (random.nextInt(3) > 0) {
            entry = entry.hardwareAddress(HardwareAddress.parse("02:00:00:00:00:0" + random.nextInt(3)));
        }
        if (random.nextInt(5) == 0) {
            entry = entry.protocol(Protocol.of(77));
        }
        if (random.nextInt(8) == 0) {
            entry = entry.flags(Neighbour.ROUTER);
        } else if (random.nextInt(8) == 0) {
            entry = entry.flags(Neighbour.EXT_LEARNED);
        }
        Neighbour wish = random.nextInt(8) == 0 ? Neighbour.proxy(device, address) : entry;
        boolean add = random.nextBoolean();
        return new Twins.Change((add ? "add " : "replace ") + wish, where -> {
            Neighbours neighbours = where.netlink().neighbours();
            if (add) {
                neighbours.add(wish);
            } else {
                neighbours.replace(wish);
            }
            return "done";
        });
    }
}
