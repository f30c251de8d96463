package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.AttributeSet;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.BridgeId;
import dev.multipath.netlink.model.ChangedFlags;
import dev.multipath.netlink.model.DeviceMap;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.InterfaceConf;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkPort;
import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NumberRange;
import dev.multipath.netlink.model.Numbers;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.model.ProtocolInfo;
import dev.multipath.netlink.model.QosMapping;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.StatsAttributes;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.VfSetting;
import dev.multipath.netlink.model.WirelessEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes arbitrary links, and arbitrary requests about them, from a seed: any key of any set with any value. */
public final class LinkRecords {
    private static final List<String> KINDS = List.of(
            "veth", "bridge", "vlan", "dummy", "tun", "macvlan", "macvtap", "vxlan", "vrf", "bond", "wireguard", "ifb");
    private static final List<String> MASTERS = List.of("bridge", "bond", "vrf", "team");

    private static final Set<Attribute<?>> OF_LINK = Set.of(
            LinkAttributes.ADDRESS,
            LinkAttributes.IFNAME,
            LinkAttributes.MTU,
            LinkAttributes.LINK,
            LinkAttributes.MASTER,
            LinkAttributes.OPERSTATE,
            LinkAttributes.CARRIER,
            LinkAttributes.NET_NS_FD);

    private final Random random;

    /** Makes them from this. */
    public LinkRecords(Random random) {
        this.random = random;
    }

    Link link() {
        return new Link(
                1 + random.nextInt(1000),
                name(),
                random.nextInt(0x10000),
                u32(),
                u32(),
                random.nextBoolean(),
                random.nextInt(256),
                maybe(this::hardware),
                maybeInt(),
                maybeInt(),
                info(false),
                attributes(LinkAttributes.ALL, false));
    }

    NewLink newLink() {
        NewLink link = oneOf(info(true));
        Optional<LinkKind> kind = link.info().kind();
        if (kind.isPresent() && kind.get().name().equals("veth") && random.nextBoolean()) {
            NewLink peer = oneOf(LinkInfo.of(LinkKind.of("veth", Attributes.NONE)));
            LinkInfo info = link.info().kind(new LinkKind.Veth(Optional.of(peer), Attributes.NONE));
            return new NewLink(
                    link.index(),
                    link.name(),
                    info,
                    link.netNsFd(),
                    link.up(),
                    link.hardwareAddress(),
                    link.mtu(),
                    link.parent(),
                    link.attributes());
        }
        return link;
    }

    LinkChange change() {
        return new LinkChange(
                new ChangedFlags(u32(), u32()),
                maybe(this::name),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(u32()),
                maybe(this::hardware),
                maybeInt(),
                maybeInt(),
                info(true),
                attributes(LinkAttributes.ALL, true));
    }

    InterfaceStatistics statistics() {
        return new InterfaceStatistics(1 + random.nextInt(1000), u32(), attributes(StatsAttributes.ALL, false));
    }

    ProtocolInfo protocolInfo() {
        AddressFamily family = random.nextBoolean() ? AddressFamily.BRIDGE : AddressFamily.INET6;
        return new ProtocolInfo(family, 1 + random.nextInt(1000), attributes(ProtocolInfo.set(family), false));
    }

    NamespaceId namespaceId() {
        return new NamespaceId(random.nextInt(), maybeInt(), unknown());
    }

    /** Some of the set's keys with values they take. */
    Attributes attributes(AttributeSet set, boolean told) {
        Attributes.Builder values = new Attributes.Builder();
        for (Attribute<?> key : set.all()) {
            if (random.nextInt(3) == 0 && !(set == LinkAttributes.ALL && OF_LINK.contains(key))) {
                values.put(key, value(key, told));
            }
        }
        return values.unknown(unknown()).build();
    }

    /** Any value of a key. */
    public Object value(Attribute<?> key, boolean told) {
        return switch (key.form()) {
            case FLAG -> true;
            case BOOL -> random.nextBoolean();
            case TOLD_FLAG -> told || random.nextBoolean();
            case U8, U16, BE16 -> small(key);
            case S32 -> random.nextInt();
            case U32 -> key.name().equals("IFLA_VXLAN_ID") ? u32() & 0xff_ffff : Math.max(1, u32());
            case BE32 -> u32() & 0xf_ffff;
            case U64, UINT -> random.nextBoolean() ? u32() : random.nextLong();
            case TEXT, BARE_TEXT -> random.nextInt(8) == 0 ? "" : name();
            case IPV4 -> IpAddress.ipv4(random.nextInt());
            case IPV6 -> IpAddress.ipv6(random.nextLong(), random.nextLong());
            case HARDWARE -> hardware();
            case OCTETS -> new Octets(bytes(random.nextInt(40)));
            case U32S -> numbers(0xffff_ffffL);
            case U64S -> numbers(-1);
            case CONF -> conf(told);
            case BRIDGE_ID -> new BridgeId(random.nextInt(0x10000), new HardwareAddress(bytes(6)));
            case CHANGED_FLAGS -> new ChangedFlags(u32(), u32());
            case PORT_RANGE -> new NumberRange(random.nextInt(0x8000), 0x8000 + random.nextInt(0x8000));
            case QOS_MAPPING -> new QosMapping(u32(), u32());
            case DEVICE_MAP ->
                new DeviceMap(
                        random.nextLong(),
                        random.nextLong(),
                        random.nextLong(),
                        random.nextInt(0x10000),
                        random.nextInt(256),
                        random.nextInt(256));
            case VF_MAC, VF_VLAN, VF_TAGGED_VLAN, VF_TX_RATE, VF_RATE, VF_SWITCH, VF_LINK_STATE, VF_GUID ->
                setting(key);
            case WIRELESS_EVENT -> new WirelessEvent(random.nextInt(0x10000), new Octets(bytes(random.nextInt(40))));
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case PADDED_TEXT -> random.nextInt(8) == 0 ? "" : name() + name();
            case NESTED -> attributes(key.inner(), told);
            case LIST, ARRAY ->
                Stream.generate(() -> value(key.element().orElseThrow(), told))
                        .limit(random.nextInt(4))
                        .toList();
        };
    }

    private VfSetting setting(Attribute<?> key) {
        return switch (key.form()) {
            case VF_MAC -> new VfSetting.Mac(u32(), hardware());
            case VF_VLAN -> new VfSetting.Vlan(u32(), u32(), u32());
            case VF_TAGGED_VLAN -> new VfSetting.TaggedVlan(u32(), u32(), u32(), random.nextInt(0x10000));
            case VF_TX_RATE -> new VfSetting.TxRate(u32(), u32());
            case VF_RATE -> new VfSetting.Rate(u32(), u32(), u32());
            case VF_SWITCH -> new VfSetting.Switch(u32(), u32());
            case VF_LINK_STATE -> new VfSetting.LinkState(u32(), u32());
            default -> new VfSetting.Guid(u32(), random.nextLong());
        };
    }

    private NewLink oneOf(LinkInfo info) {
        return new NewLink(
                random.nextInt(1000),
                name(),
                info,
                maybeInt(),
                random.nextBoolean(),
                maybe(this::hardware),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(u32()),
                maybeInt(),
                attributes(LinkAttributes.ALL, true));
    }

    private LinkInfo info(boolean told) {
        Optional<LinkKind> kind = maybe(() -> {
            String name = KINDS.get(random.nextInt(KINDS.size()));
            return LinkKind.of(name, attributes(LinkKind.set(name), told));
        });
        Optional<LinkPort> port = maybe(() -> {
            String name = MASTERS.get(random.nextInt(MASTERS.size()));
            return LinkPort.of(name, attributes(LinkPort.set(name), told));
        });
        return new LinkInfo(kind, port, maybe(() -> new Octets(bytes(random.nextInt(40)))), UnknownAttributes.NONE);
    }

    /** Within the narrower bounds some keys have. */
    private int small(Attribute<?> key) {
        return switch (key.name()) {
            case "IFLA_BRPORT_PRIORITY" -> random.nextInt(64);
            case "IFLA_VLAN_ID", "IFLA_BR_VLAN_DEFAULT_PVID" -> random.nextInt(4095);
            case "IFLA_BOND_AD_USER_PORT_KEY" -> random.nextInt(1024);
            default -> random.nextInt(key.form() == dev.multipath.netlink.model.AttributeForm.U8 ? 256 : 0x10000);
        };
    }

    private Numbers numbers(long mask) {
        long[] values = new long[random.nextInt(30)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextLong() & mask;
        }
        return new Numbers(values);
    }

    /** What the kernel says has no gaps. */
    private InterfaceConf conf(boolean told) {
        TreeMap<Integer, Integer> values = new TreeMap<>();
        int last = random.nextInt(70);
        for (int number = 1; number <= last; number++) {
            if (!told || random.nextBoolean()) {
                values.put(number, random.nextInt());
            }
        }
        return new InterfaceConf(values);
    }

    private UnknownAttributes unknown() {
        UnknownAttributes unknown = UnknownAttributes.NONE;
        for (int i = random.nextInt(3); i > 0; i--) {
            int type = 200 + random.nextInt(100) | (random.nextInt(8) == 0 ? 0x8000 : 0);
            unknown = unknown.plus(new RawAttribute(type, bytes(random.nextInt(20))));
        }
        return unknown;
    }

    private HardwareAddress hardware() {
        return new HardwareAddress(bytes(random.nextInt(33)));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(15); i > 0; i--) {
            name.append("abcdefghij0123456789.-_@".charAt(random.nextInt(24)));
        }
        return name.toString();
    }

    private long u32() {
        return random.nextInt(4) == 0 ? 0xffff_ffffL : random.nextInt() & 0xffff_ffffL;
    }

    private OptionalInt maybeInt() {
        return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
    }
}
