package dev.multipath.netlink.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.Ifla;
import dev.multipath.netlink.codec.LinkRecords;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.AttributeForm;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkPort;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.model.ProtocolInfo;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.VfAttributes;
import dev.multipath.netlink.model.VlanAttributes;
import dev.multipath.netlink.wire.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every attribute of links the kernel's specification has is typed, but for those listed one by one, each with the reason:
 * those of kinds of links that have no words here, counters of hardware offload, XDP.
 */
final class LinkCoverageTest {
    private static final RawList RAW = RawList.of("/coverage/raw-link-attributes.txt");

    /** The only reasons there are. */
    private static final Set<String> REASONS = Set.of(
            "a kind of link this library has no words for",
            "counters of hardware offload",
            "XDP programs are another subsystem's");

    /** Bytes here, because of what they are. */
    private static final Map<String, String> BYTES = Map.of(
            "stats-attrs/link-offload-xstats", "counters of hardware offload",
            "ifla6-attrs/mcast", "bytes in the specification too, and no kernel says it");

    /** Typed by components of {@link Link} or as the elements of a list; the tests below look at them one by one. */
    private static final Set<String> ELSEWHERE =
            Set.of("linkinfo-attrs", "prop-list-link-attrs", "vfinfo-list-attrs", "vf-vlan-attrs", "ifla-vlan-qos");

    private static final Map<String, Attribute<?>> COMPONENTS = Map.of(
            "address", LinkAttributes.ADDRESS,
            "ifname", LinkAttributes.IFNAME,
            "mtu", LinkAttributes.MTU,
            "link", LinkAttributes.LINK,
            "master", LinkAttributes.MASTER,
            "operstate", LinkAttributes.OPERSTATE,
            "carrier", LinkAttributes.CARRIER);

    private final LinkRecords records = new LinkRecords(new Random(3));

    @Test
    void nothing_stays_raw_but_for_one_of_three_reasons() {
        assertThat(RAW.reasons().values()).isSubsetOf(REASONS);
        assertThat(REASONS).isSubsetOf(RAW.reasons().values());
    }

    @Test
    void every_attribute_is_typed_or_listed() throws DecodeException {
        SpecAttributes spec = SpecAttributes.of("rt-link");
        Set<String> raw = new TreeSet<>();
        for (String set : spec.sets()) {
            for (SpecAttributes.Attribute attribute : spec.carrying(set)) {
                String name = attribute.name().replace("\"", "");
                if (!isTyped(set, name, attribute.number())) {
                    raw.add(set + "/" + name);
                }
            }
        }
        assertThat(raw).isEqualTo(RAW.names());
    }

    private boolean isTyped(String set, String name, int number) throws DecodeException {
        if (ELSEWHERE.contains(set)) {
            return !set.equals("linkinfo-attrs") || !name.equals("xstats");
        }
        boolean apart = set.equals("link-attrs")
                && (COMPONENTS.containsKey(name) || name.equals("linkinfo") || name.equals("protinfo"));
        LinkPlaces.Spot spot = LinkPlaces.all().get(set);
        boolean counters = set.equals("stats-attrs") && name.equals("link-offload-xstats");
        return !counters && (apart || (spot != null && comesBackTyped(spot, name, number)));
    }

    /** Padding is kept as it comes all the same. */
    @Test
    void what_carries_nothing_comes_back() throws DecodeException {
        SpecAttributes spec = SpecAttributes.of("rt-link");
        for (Map.Entry<String, LinkPlaces.Spot> entry : LinkPlaces.all().entrySet()) {
            for (SpecAttributes.Attribute attribute : spec.set(entry.getKey())) {
                if (!spec.carrying(entry.getKey()).contains(attribute)) {
                    assertThat(comesBackTyped(entry.getValue(), attribute.name(), attribute.number()))
                            .as(entry.getKey() + "/" + attribute.name())
                            .isFalse();
                }
            }
        }
    }

    @Test
    void every_attribute_is_more_than_bytes_or_listed() {
        SpecAttributes spec = SpecAttributes.of("rt-link");
        Set<String> opaque = new TreeSet<>();
        for (Map.Entry<String, LinkPlaces.Spot> entry : LinkPlaces.all().entrySet()) {
            for (SpecAttributes.Attribute attribute : spec.set(entry.getKey())) {
                Attribute<?> key = entry.getValue().set().get(attribute.number());
                boolean raw = key != null
                        && (key.form() == AttributeForm.OCTETS
                                || (key.form() == AttributeForm.NESTED
                                        && key.inner().all().isEmpty()));
                if (raw) {
                    opaque.add(entry.getKey() + "/" + attribute.name());
                }
            }
        }
        assertThat(opaque).isEqualTo(BYTES.keySet());
    }

    @Test
    void components_of_a_link_are_not_kept_raw_as_well() throws DecodeException {
        for (Map.Entry<String, Attribute<?>> component : COMPONENTS.entrySet()) {
            Link link = LinkPlaces.raw(UnknownAttributes.NONE.plus(
                    new RawAttribute(component.getValue().number(), payload(component.getKey()))));
            assertThat(link.unknown().attributes()).as(component.getKey()).isEmpty();
            assertThat(link.attributes().isEmpty()).as(component.getKey()).isTrue();
        }
    }

    /** Links' own messages never have it; those of other families have a set of the family's. */
    @Test
    void what_protocols_say_is_typed() throws DecodeException {
        for (AddressFamily family : List.of(AddressFamily.BRIDGE, AddressFamily.INET6)) {
            for (Attribute<?> key : ProtocolInfo.set(family).all()) {
                Attributes one = new Attributes.Builder()
                        .put(key, records.value(key, false))
                        .build();
                ProtocolInfo said = new ProtocolInfo(family, 7, one);
                assertThat(LinkPlaces.protocol(said)).as(key.name()).isEqualTo(said);
            }
        }
    }

    @Test
    void what_is_inside_linkinfo_is_typed() throws DecodeException {
        SpecAttributes spec = SpecAttributes.of("rt-link");
        assertThat(spec.set("linkinfo-attrs"))
                .extracting(SpecAttributes.Attribute::name)
                .containsExactly("kind", "data", "xstats", "slave-kind", "slave-data");
        LinkInfo info = new LinkInfo(
                Optional.of(LinkKind.Vlan.of(7)),
                Optional.of(new LinkPort.Bridge(Attributes.NONE)),
                Optional.of(new Octets(new byte[] {1, 2, 3})),
                UnknownAttributes.NONE);
        Link link = LinkPlaces.link(info, Attributes.NONE);
        assertThat(link.info()).isEqualTo(info);
        assertThat(link.unknown().isEmpty()).isTrue();
    }

    @Test
    void elements_of_lists_have_the_numbers_of_the_specification() {
        SpecAttributes spec = SpecAttributes.of("rt-link");
        assertThat(numbers(spec, "prop-list-link-attrs"))
                .containsExactly(element(LinkAttributes.PROP_LIST))
                .containsExactly(Ifla.IFLA_ALT_IFNAME);
        assertThat(numbers(spec, "vfinfo-list-attrs")).containsExactly(element(LinkAttributes.VFINFO_LIST));
        assertThat(numbers(spec, "vf-vlan-attrs")).containsExactly(element(VfAttributes.VF_VLAN_LIST));
        assertThat(numbers(spec, "ifla-vlan-qos"))
                .containsExactly(element(VlanAttributes.VLAN_EGRESS_QOS))
                .containsExactly(element(VlanAttributes.VLAN_INGRESS_QOS));
    }

    @Test
    void sets_listed_as_raw_have_no_keys() {
        for (String kind : List.of("gre", "vti", "geneve", "ipip", "sit", "ip6tnl", "netkit", "ovpn")) {
            assertThat(LinkKind.set(kind).all()).as(kind).isEmpty();
        }
    }

    private boolean comesBackTyped(LinkPlaces.Spot spot, String name, int number) throws DecodeException {
        Attribute<?> key = spot.set().get(number);
        if (key == null) {
            RawAttribute raw = new RawAttribute(number, new byte[4]);
            Attributes back = spot.place().through(Attributes.raw(UnknownAttributes.NONE.plus(raw)));
            assertThat(back.unknown().attributes()).as(name).contains(raw);
            return false;
        }
        assertThat(key.name().toLowerCase(java.util.Locale.ROOT)).endsWith(name.replace('-', '_'));
        Object value = records.value(key, false);
        Attributes back =
                spot.place().through(new Attributes.Builder().put(key, value).build());
        assertThat(back.values()).as(name).containsEntry(key, value);
        return back.unknown().isEmpty();
    }

    private static List<Integer> numbers(SpecAttributes spec, String set) {
        List<Integer> numbers = new ArrayList<>();
        spec.set(set).forEach(attribute -> numbers.add(attribute.number()));
        return numbers;
    }

    private static int element(Attribute<?> list) {
        return list.element().orElseThrow().number();
    }

    private static byte[] payload(String component) {
        return switch (component) {
            case "address" -> new byte[6];
            case "ifname" -> new byte[] {'x', 0};
            case "operstate", "carrier" -> new byte[1];
            default -> new byte[4];
        };
    }
}
