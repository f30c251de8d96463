package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.AttributeSet;
import dev.multipath.netlink.model.BondAttributes;
import dev.multipath.netlink.model.BondPortAttributes;
import dev.multipath.netlink.model.BridgeAttributes;
import dev.multipath.netlink.model.BridgePortAttributes;
import dev.multipath.netlink.model.BridgeQuerierAttributes;
import dev.multipath.netlink.model.BridgeXstatsAttributes;
import dev.multipath.netlink.model.Inet6Attributes;
import dev.multipath.netlink.model.InetAttributes;
import dev.multipath.netlink.model.MacvlanAttributes;
import dev.multipath.netlink.model.MctpAttributes;
import dev.multipath.netlink.model.PortAttributes;
import dev.multipath.netlink.model.ProtoDownReasonAttributes;
import dev.multipath.netlink.model.StatsAttributes;
import dev.multipath.netlink.model.TunAttributes;
import dev.multipath.netlink.model.VfAttributes;
import dev.multipath.netlink.model.VfStatsAttributes;
import dev.multipath.netlink.model.VlanAttributes;
import dev.multipath.netlink.model.VrfAttributes;
import dev.multipath.netlink.model.VrfPortAttributes;
import dev.multipath.netlink.model.VxlanAttributes;
import dev.multipath.netlink.model.XstatsAttributes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Keys have the kernel's names and numbers, and none of a set's is missing. */
final class LinkKeysTest {
    /** Names that begin like a set's and belong to another, or to none. */
    private record Checked(AttributeSet set, String header, String others) {}

    private static final String IF_LINK = "linux/if_link.h";

    @TestFactory
    Stream<DynamicTest> keys_are_the_kernels() {
        JsonObject headers = headers();
        return Stream.of(
                        new Checked(ProtoDownReasonAttributes.ALL, IF_LINK, "-"),
                        new Checked(InetAttributes.ALL, IF_LINK, "-"),
                        new Checked(Inet6Attributes.ALL, IF_LINK, "-"),
                        new Checked(MctpAttributes.ALL, IF_LINK, "-"),
                        new Checked(VfAttributes.ALL, IF_LINK, "IFLA_VF_(STATS_|VLAN_INFO|LINK_STATE_|PORT|INFO).*"),
                        new Checked(PortAttributes.ALL, IF_LINK, "IFLA_PORT_SELF"),
                        new Checked(VfStatsAttributes.ALL, IF_LINK, "-"),
                        new Checked(VlanAttributes.ALL, IF_LINK, "IFLA_VLAN_QOS_.*"),
                        new Checked(VrfAttributes.ALL, IF_LINK, "IFLA_VRF_PORT_.*"),
                        new Checked(VrfPortAttributes.ALL, IF_LINK, "-"),
                        new Checked(TunAttributes.ALL, IF_LINK, "-"),
                        new Checked(MacvlanAttributes.ALL, IF_LINK, "-"),
                        new Checked(VxlanAttributes.ALL, IF_LINK, "-"),
                        new Checked(BondAttributes.ALL, IF_LINK, "IFLA_BOND_(AD_INFO_|SLAVE_).*"),
                        new Checked(BondAttributes.BOND_AD_INFO.inner(), IF_LINK, "-"),
                        new Checked(BondPortAttributes.ALL, IF_LINK, "-"),
                        new Checked(BridgeAttributes.ALL, IF_LINK, "-"),
                        new Checked(BridgePortAttributes.ALL, IF_LINK, "-"),
                        new Checked(BridgeQuerierAttributes.ALL, "linux/if_bridge.h", "-"),
                        new Checked(BridgeXstatsAttributes.ALL, "linux/if_bridge.h", "-"),
                        new Checked(StatsAttributes.ALL, IF_LINK, "IFLA_STATS_(GET|SET|FILTER).*"),
                        new Checked(XstatsAttributes.ALL, IF_LINK, "-"))
                .map(checked -> DynamicTest.dynamicTest(
                        checked.set().prefix(),
                        () -> assertThat(ours(checked.set())).isEqualTo(theirs(headers, checked))));
    }

    private static Map<String, Integer> ours(AttributeSet set) {
        Map<String, Integer> names = new TreeMap<>();
        for (Attribute<?> key : set.all()) {
            names.put(key.name(), key.number());
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    private static Map<String, Integer> theirs(JsonObject headers, Checked checked) {
        Map<String, Integer> names = new TreeMap<>();
        for (Map.Entry<String, JsonElement> constant :
                headers.getAsJsonObject(checked.header()).entrySet()) {
            String name = constant.getKey();
            if (name.startsWith(checked.set().prefix())
                    && !name.substring(checked.set().prefix().length()).matches("UNSPEC|PAD|MAX")
                    && !name.matches(checked.others())) {
                names.put(name, constant.getValue().getAsInt());
            }
        }
        return names;
    }

    private static JsonObject headers() {
        Optional<Path> golden = Golden.directory();
        assumeTrue(golden.isPresent(), "the specifications in shared/specs are not part of a clone");
        return Golden.json(golden.get().resolveSibling("specs").resolve("uapi_constants.json"))
                .getAsJsonObject("headers");
    }
}
